package dev.penstock.secrets.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Secrets Manager and the Parameter Store on the loopback device: JSON 1.1 over POST, signed with version 4. What the last part
 * of a name says is what happens; {@code throttled-2} happens twice, and then all is well.
 */
final class AwsStandIn implements AutoCloseable {
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=test-key/[0-9]{8}/[a-z0-9-]+/(secretsmanager|ssm)/aws4_request, "
                    + "SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}");

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final List<String> unsigned = new CopyOnWriteArrayList<>();
    private final List<String> regions = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    AwsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often a name was asked for. */
    int calls(String name) {
        return calls.getOrDefault(name, new AtomicInteger()).get();
    }

    /** Calls without a signature, or with one of another form. */
    List<String> unsigned() {
        return unsigned;
    }

    /** The regions that calls were signed for. */
    List<String> regions() {
        return regions;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, Object> request = JSON.std.mapFrom(exchange.getRequestBody().readAllBytes());
        String target = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
        String signature =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (SIGNED.matcher(signature).matches()) {
            regions.add(signature.split("/")[2]);
        } else {
            unsigned.add(signature);
        }
        switch (target) {
            case "secretsmanager.GetSecretValue" -> answer(exchange, String.valueOf(request.get("SecretId")), true);
            case "AmazonSSM.GetParameter" ->
                answer(
                        exchange,
                        request.get("Name") + (Boolean.TRUE.equals(request.get("WithDecryption")) ? "" : "/encrypted"),
                        false);
            default -> send(exchange, 400, Map.of("__type", "UnknownOperationException"));
        }
    }

    private void answer(HttpExchange exchange, String name, boolean secret) throws IOException {
        int call = calls.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
        String[] words = name.substring(name.lastIndexOf('/') + 1).split("-");
        boolean over = words.length > 1 && words[1].matches("[0-9]") && call > Integer.parseInt(words[1]);
        switch (over ? "fine" : words[0]) {
            case "gone" ->
                refuse(exchange, secret ? "ResourceNotFoundException" : "ParameterNotFound", "can't find it");
            case "denied" ->
                refuse(exchange, "AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to do it");
            case "expired" -> refuse(exchange, "ExpiredTokenException", "The security token is expired");
            case "locked" -> refuse(exchange, "DecryptionFailure", "the key is disabled");
            case "deleted" -> refuse(exchange, "InvalidRequestException", "it was marked for deletion");
            case "throttled" -> refuse(exchange, "ThrottlingException", "Rate exceeded");
            case "broken" -> send(exchange, 500, Map.of("__type", "InternalServiceError"));
            case "garbled" -> send(exchange, 502, "<html>bad gateway</html>");
            case "hang" -> hang(exchange);
            case "bytes" -> send(exchange, 200, Map.of("Name", name, "SecretBinary", "c3c0cmRmaXNo"));
            default ->
                send(
                        exchange,
                        200,
                        secret
                                ? Map.of("Name", name, "SecretString", "sw0rdfish of " + name)
                                : Map.of("Parameter", Map.of("Name", name, "Value", "sw0rdfish of " + name)));
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void refuse(HttpExchange exchange, String code, String message) throws IOException {
        send(exchange, 400, Map.of("__type", code, "message", message));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.std.asBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
