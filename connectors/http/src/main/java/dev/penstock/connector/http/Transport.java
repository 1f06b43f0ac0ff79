package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.toolkit.http.RetryAfter;
import dev.penstock.toolkit.http.StatusRule;
import dev.penstock.toolkit.http.StatusTable;
import dev.penstock.toolkit.tls.TlsFiles;
import java.io.IOException;
import java.time.InstantSource;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends the requests of the sink and judges the answers. May be used by several threads. */
final class Transport implements AutoCloseable {
    private final Connections connections;
    private final Authorization authorization;
    private final StatusTable statuses;
    private final String target;
    private final InstantSource clock;

    Transport(HttpSinkConfig config, @Nullable TlsFiles tls, InstantSource clock) {
        this.connections = new Connections(config.timeout(), config.concurrency(), plain(config), tls);
        this.authorization = new Authorization(config.auth(), config.secrets(), connections, config.timeout(), clock);
        this.statuses = StatusTable.standard().with(config.statuses());
        this.target = config.target();
        this.clock = clock;
    }

    /** Redirects are not followed, so the addresses in the config are all there are. */
    private static boolean plain(HttpSinkConfig config) {
        boolean tokens = config.auth() instanceof HttpAuth.Oauth2 login
                && "https".equalsIgnoreCase(login.oauth2().tokenUrl().getScheme());
        return !tokens && !"https".equalsIgnoreCase(config.url().getScheme());
    }

    /**
     * Sends a request and waits for the answer, no longer than the timeout or the deadline.
     *
     * @throws InterruptedException when the thread was interrupted; the request may or may not have arrived
     */
    Outcome send(Request request, Deadline deadline) throws InterruptedException {
        try {
            return authorization.call(request, deadline, target, this::judge);
        } catch (ConnectorException e) {
            Failure failure = e.failure();
            return failure.mayRetry() ? Outcome.retry(failure) : Outcome.halt(failure);
        }
    }

    /** Proves who sends, before the first event; false when that needs no request. */
    boolean logIn(Deadline deadline) throws InterruptedException {
        return authorization.logIn(deadline);
    }

    /** Gives up what is under way, closes connections and frees threads. */
    @Override
    public void close() {
        connections.close();
    }

    private Outcome judge(Response response) throws IOException {
        int status = response.code();
        if (statuses.rule(status) == StatusRule.DELIVERED) {
            Answers.drain(response); // a broken end is no answer: nobody knows what the other side did
            return Outcome.delivered(); // I1
        }
        String said = authorization.said(response);
        String message = target + " answered " + status + (said.isEmpty() ? "" : ": " + said) + advice(status);
        return statuses.outcome(status, message, RetryAfter.parse(response.header("Retry-After"), clock));
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
}
