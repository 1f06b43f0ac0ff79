package dev.penstock.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts signed GitHub deliveries, one key a thread, each again until it is answered 2xx. */
final class WebhookSenders implements AutoCloseable {
    static final String SECRET = "only-for-tests";

    final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI hook;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    WebhookSenders(URI hook, int count) {
        this.hook = hook;
        for (int i = 0; i < count; i++) {
            int key = i;
            Thread thread = new Thread(() -> send(key), "sender-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void send(int key) {
        for (int sequence = 0; !stopped; sequence++) {
            String id = Arrivals.id(key, sequence);
            while (!post(key, id)) {
                if (stopped) {
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            acknowledged.add(id);
        }
    }

    private boolean post(int key, String id) {
        String body =
                "{\"action\":\"opened\",\"issue\":{\"number\":" + key + ",\"updated_at\":\"2024-05-01T10:00:00Z\"},"
                        + "\"repository\":{\"url\":\"https://api.github.com/repos/octo/kit\"}}";
        HttpRequest request = HttpRequest.newBuilder(hook)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", "sha256=" + sign(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 4) {
                throw new IllegalStateException("a good delivery was refused with " + status);
            }
            return status / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends no more; waits for the requests under way. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(30_000);
        }
    }
}
