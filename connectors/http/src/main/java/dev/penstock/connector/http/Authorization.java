package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.config.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends requests with the proof of who sends them. May be used by several threads. */
final class Authorization {
    private static final int UNAUTHORIZED = 401;

    private final Connections connections;
    private final Duration timeout;
    private final @Nullable AccessTokens tokens;
    private final List<Secret> secrets;

    /**
     * Proves as configured.
     *
     * @param known secrets that must never show, whatever the way of proof
     */
    Authorization(
            @Nullable HttpAuth auth,
            Collection<Secret> known,
            Connections connections,
            Duration timeout,
            InstantSource clock) {
        this.connections = connections;
        this.timeout = timeout;
        this.tokens = auth instanceof HttpAuth.Oauth2 oauth2
                ? new AccessTokens(oauth2.oauth2(), connections, timeout, clock)
                : null;
        this.secrets = List.copyOf(known);
    }

    /**
     * Sends a request and reads the answer, no longer than the timeout or the deadline; with a fresh token a second time if
     * the first was refused.
     *
     * @throws ConnectorException when there is no token or no usable answer
     */
    <T> T call(Request request, Deadline deadline, String target, Connections.Reader<T> reader)
            throws InterruptedException {
        AccessTokens source = tokens;
        if (source == null) {
            return connections.call(request, limit(deadline), target, reader);
        }
        Secret token = source.get(deadline);
        Optional<T> answer = connections.call(
                with(request, token),
                limit(deadline),
                target,
                response -> response.code() == UNAUTHORIZED ? Optional.empty() : Optional.of(reader.read(response)));
        if (answer.isPresent()) {
            return answer.get();
        }
        source.refused(token);
        return connections.call(with(request, source.get(deadline)), limit(deadline), target, reader);
    }

    /** Fetches a token, if that is the way of proof; false if it is not. */
    boolean logIn(Deadline deadline) throws InterruptedException {
        if (tokens != null) {
            tokens.get(deadline);
        }
        return tokens != null;
    }

    /** What the beginning of an answer says, without secrets. */
    String said(Response response) {
        return Answers.beginning(response, all()); // I7
    }

    /** A text of the other side's without secrets. */
    String hidden(String text) {
        return Answers.hidden(text, all()); // I7
    }

    private List<Secret> all() {
        List<Secret> all = new ArrayList<>(secrets);
        if (tokens != null) {
            all.addAll(tokens.secrets());
        }
        return all;
    }

    private static Request with(Request request, Secret token) {
        return request.newBuilder()
                .header("Authorization", "Bearer " + token.reveal())
                .build();
    }

    private Duration limit(Deadline deadline) {
        Duration left = deadline.remaining();
        return left.compareTo(timeout) < 0 ? left : timeout;
    }
}
