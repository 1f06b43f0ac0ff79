package dev.penstock.connector.http;

import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.RetryAfter;
import dev.penstock.toolkit.http.StatusRule;
import dev.penstock.toolkit.http.StatusTable;
import dev.penstock.toolkit.tls.TlsFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends requests and judges the answers. May be used by several threads. */
final class Transport implements AutoCloseable {
    /** How often a request is sent again at once because its connection turned out to be closed. */
    private static final int FRESH_STARTS = 2;

    private final OkHttpClient client;
    private final StatusTable statuses;
    private final List<Secret> secrets;
    private final String target;
    private final Duration timeout;
    private final InstantSource clock;

    Transport(HttpSinkConfig config, @Nullable TlsFiles tls, InstantSource clock) {
        this.statuses = StatusTable.standard().with(config.statuses());
        this.secrets = config.secrets();
        this.target = config.target();
        this.timeout = config.timeout();
        this.clock = clock;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false) // the engine owns retries
                .connectionPool(new ConnectionPool(config.concurrency(), 5, TimeUnit.MINUTES))
                .addNetworkInterceptor(Transport::withoutRepetition)
                .socketFactory(new InterruptibleSockets())
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout);
        if (tls != null) {
            builder.sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
        }
        this.client = builder.build();
    }

    /**
     * Sends a request and waits for the answer, no longer than the timeout or the deadline.
     *
     * <p>A connection kept open between requests may have been closed by the other side in the very moment it is used again;
     * this says nothing about the other side's health. Such a request is sent again at once on another connection, instead
     * of building the whole sink anew. It may so arrive twice, which delivery at least once permits.
     *
     * @throws InterruptedException when the thread was interrupted; the request may or may not have arrived
     */
    Outcome send(Request request, Deadline deadline) throws InterruptedException {
        for (int start = 0; ; start++) {
            Progress progress = new Progress();
            Duration limit = shorter(timeout, deadline.remaining());
            Call call = client.newCall(request);
            call.timeout().timeout(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
            call.addEventListener(progress);
            try (Response response = call.execute()) {
                return judge(response);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while sending");
                }
                boolean mayBeStale = progress.stale() && !(e instanceof InterruptedIOException);
                if (!mayBeStale || start >= FRESH_STARTS) {
                    return Outcome.retry(Faults.failure(e, progress, target, limit));
                }
                client.connectionPool().evictAll(); // what else is idle is as old
            }
        }
    }

    /** Gives up what is under way, closes connections and frees threads. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private Outcome judge(Response response) throws IOException {
        int status = response.code();
        if (statuses.rule(status) == StatusRule.DELIVERED) {
            Answers.drain(response); // a broken end is no answer: nobody knows what the other side did
            return Outcome.delivered(); // I1
        }
        String said = Answers.beginning(response, secrets);
        String message = target + " answered " + status + (said.isEmpty() ? "" : ": " + said) + advice(status);
        return statuses.outcome(status, message, RetryAfter.parse(response.header("Retry-After"), clock));
    }

    /** OkHttp repeats a 503 with {@code Retry-After: 0} by itself, whatever its settings say; without the header it does not. */
    private static Response withoutRepetition(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String after = response.header("Retry-After");
        boolean atOnce = response.code() == 503 && after != null && after.matches("0+");
        return atOnce ? response.newBuilder().removeHeader("Retry-After").build() : response;
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "; check auth";
            case 404, 405 -> "; check url and method";
            case 407 -> "; the proxy wants credentials";
            case 410 -> "; the target wants no more events: remove the pipeline or change its url";
            case 413 -> "; the target takes no body of this size";
            default -> status / 100 == 3 ? "; redirects are not followed, set url to the final address" : "";
        };
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
