package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.toolkit.tls.TlsFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes calls over connections that are kept. May be used by several threads. */
final class Connections implements AutoCloseable {
    /** How often a request is sent again at once because its connection turned out to be closed. */
    private static final int FRESH_STARTS = 2;

    /** Reads an answer, all that is wanted of it. */
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    private final OkHttpClient client;

    /**
     * Connections, of which that many are kept while idle.
     *
     * @param plain whether none is ever encrypted: reading the trusted certificates takes a tenth of a second
     */
    Connections(Duration timeout, int idle, boolean plain, @Nullable TlsFiles tls) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false) // the engine owns retries
                .connectionPool(new ConnectionPool(idle, 5, TimeUnit.MINUTES))
                .addNetworkInterceptor(Connections::withoutRepetition)
                .socketFactory(new InterruptibleSockets())
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout);
        if (plain) {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        } else if (tls != null) {
            builder.sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
        }
        this.client = builder.build();
    }

    /**
     * Sends a request and reads the answer, within the limit.
     *
     * <p>A connection kept open between requests may have been closed by the other side in the very moment it is used again;
     * this says nothing about the other side's health. Such a request is sent again at once on another connection, instead
     * of building the whole connector anew. It may so arrive twice, which delivery at least once permits.
     *
     * @param target what is called, for messages
     * @throws ConnectorException when there is no usable answer
     * @throws InterruptedException when the thread was interrupted; the request may or may not have arrived
     */
    <T> T call(Request request, Duration limit, String target, Reader<T> reader) throws InterruptedException {
        for (int start = 0; ; start++) {
            Progress progress = new Progress();
            Call call = client.newCall(request);
            call.timeout().timeout(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
            call.addEventListener(progress);
            try (Response response = call.execute()) {
                return reader.read(response);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while sending");
                }
                boolean mayBeStale = progress.stale() && !(e instanceof InterruptedIOException);
                if (!mayBeStale || start >= FRESH_STARTS) {
                    throw new ConnectorException(Faults.failure(e, progress, target, limit), e);
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

    /** OkHttp repeats a 503 with {@code Retry-After: 0} by itself, whatever its settings say; without the header it does not. */
    private static Response withoutRepetition(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String after = response.header("Retry-After");
        boolean atOnce = response.code() == 503 && after != null && after.matches("0+");
        return atOnce ? response.newBuilder().removeHeader("Retry-After").build() : response;
    }
}
