package __package__;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests, each within a deadline. */
final class Http implements AutoCloseable {
    private static final long LARGEST_ANSWER = 32 << 20;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false) // another host must not get the token
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ZERO) // the deadline of the whole call counts
            .build();
    private final @Nullable Secret token;

    /** Requests with that bearer token, or without one. */
    Http(@Nullable Secret token) {
        this.token = token;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param retryAfter the header Retry-After, or null
     * @param body the whole body
     */
    record Answer(int status, @Nullable String retryAfter, byte[] body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** What a source says about a status that it did not expect. */
        ConnectorException unexpected(String what) {
            boolean refused = status == 401 || status == 403;
            String message = what + " was answered " + status + "; check the " + (refused ? "token" : "url");
            return new ConnectorException(
                    refused ? Failure.user("http-" + status, message) : Failure.external("http-" + status, message));
        }
    }

    Answer get(URI url, Deadline deadline) {
        return send("GET", url, null, "", deadline);
    }

    /**
     * Sends a request and reads the answer; blocks until the deadline at most, but five seconds in any case.
     *
     * @param body sent as {@code contentType}; null: none
     * @throws ConnectorException when the service cannot be reached or does not answer in time
     */
    Answer send(String method, URI url, byte @Nullable [] body, String contentType, Deadline deadline) {
        Request.Builder request = new Request.Builder()
                .url(url.toString())
                .method(method, body == null ? null : RequestBody.create(body, MediaType.parse(contentType)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        Call call = client.newCall(request.build());
        Duration left = deadline.remaining();
        call.timeout().timeout(Math.max(left.toMillis(), SHORTEST_WAIT.toMillis()), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            byte[] content = response.peekBody(LARGEST_ANSWER + 1).bytes();
            if (content.length > LARGEST_ANSWER) {
                throw new ConnectorException(Failure.external(
                        "answer-too-large", url.getHost() + " answers with more than 32 MiB; ask for less at once"));
            }
            return new Answer(response.code(), response.header("Retry-After"), content);
        } catch (InterruptedIOException late) {
            throw new ConnectorException(
                    Failure.external("timeout", url.getHost() + " did not answer in time; mend or relieve it"), late);
        } catch (IOException gone) {
            String what = gone instanceof ConnectException ? " cannot be reached" : " closed the connection";
            throw new ConnectorException(
                    Failure.disconnected("disconnected", url.getHost() + what + "; check the url and that it runs"), gone);
        }
    }

    /** Closes connections and frees threads. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
