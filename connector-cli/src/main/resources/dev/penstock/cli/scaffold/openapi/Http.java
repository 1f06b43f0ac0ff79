package __package__;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends HTTP requests, each within a deadline. */
final class Http implements AutoCloseable {
    private static final long LARGEST_ANSWER = 32 << 20;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(15);

    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false) // another host must not get the credentials
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ZERO) // the deadline of the whole call counts
            .build();
    private final Credentials credentials;

    Http(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param links the headers {@code Link}
     * @param body the whole body
     */
    record Answer(int status, List<String> links, byte[] body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** What a source says about a status that it did not expect. */
        ConnectorException unexpected(HttpUrl url) {
            boolean refused = status == 401 || status == 403;
            String message = url.host() + url.encodedPath() + " was answered " + status + "; check the "
                    + (refused ? "credentials" : "url");
            return new ConnectorException(
                    refused ? Failure.user("http-" + status, message) : Failure.external("http-" + status, message));
        }
    }

    /** Asks with the credentials; once more with new ones where they can be renewed. */
    Answer get(HttpUrl url, Deadline deadline) {
        Answer answer = send(credentials.sign(url, this, deadline), deadline);
        return answer.status() == 401 && credentials.renew()
                ? send(credentials.sign(url, this, deadline), deadline)
                : answer;
    }

    /**
     * Sends a request and reads the answer; blocks until the deadline at most, but 15 seconds in any case.
     *
     * @throws ConnectorException when the service cannot be reached or does not answer in time
     */
    Answer send(Request request, Deadline deadline) {
        String host = request.url().host();
        Call call = client.newCall(request);
        Duration left = deadline.remaining();
        call.timeout().timeout(Math.max(left.toMillis(), SHORTEST_WAIT.toMillis()), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            byte[] content = response.peekBody(LARGEST_ANSWER + 1).bytes();
            if (content.length > LARGEST_ANSWER) {
                throw new ConnectorException(Failure.external(
                        "answer-too-large", host + " answers with more than 32 MiB; ask for less at once"));
            }
            return new Answer(response.code(), response.headers("Link"), content);
        } catch (InterruptedIOException late) {
            throw new ConnectorException(
                    Failure.external("timeout", host + " did not answer in time; mend or relieve it"), late);
        } catch (IOException gone) {
            String what = gone instanceof ConnectException ? " cannot be reached" : " closed the connection";
            throw new ConnectorException(
                    Failure.disconnected("disconnected", host + what + "; check the url and that it runs"), gone);
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
