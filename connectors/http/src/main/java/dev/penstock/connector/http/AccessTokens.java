package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.NotJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and keeps the access token of an OAuth2 client (RFC 6749, section 4.4). May be used by several threads: one
 * fetches, the others wait for what it gets.
 */
final class AccessTokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int LARGEST = 256 * 1024;
    private static final List<JsonPointer> FIELDS = List.of(
            JsonPointer.parse("/access_token"), JsonPointer.parse("/token_type"), JsonPointer.parse("/expires_in"));

    private final HttpAuth.Client client;
    private final Connections connections;
    private final Duration timeout;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token current;

    /** A token and until when it is used. */
    private record Token(Secret value, Instant until) {}

    AccessTokens(HttpAuth.Client client, Connections connections, Duration timeout, InstantSource clock) {
        this.client = client;
        this.connections = connections;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * The token, fetched if there is none or it is about to expire.
     *
     * @throws ConnectorException when none can be had; without a remedy when the client is refused
     */
    Secret get(Deadline deadline) throws InterruptedException {
        Token token = current;
        if (token == null || !clock.instant().isBefore(token.until())) {
            token = fetched(token, deadline);
        }
        return token.value();
    }

    /** A token was refused: the next call fetches another, unless that has happened already. */
    void refused(Secret refused) {
        Token token = current;
        if (token != null && token.value().equals(refused)) {
            current = null;
        }
    }

    /** What must never show. */
    List<Secret> secrets() {
        Token token = current;
        return token == null ? List.of(client.clientSecret()) : List.of(client.clientSecret(), token.value());
    }

    private Token fetched(@Nullable Token old, Deadline deadline) throws InterruptedException {
        if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ConnectorException(Failure.disconnected(
                    "oauth2-slow", client.target() + " gave no token in time; look at its health"));
        }
        try {
            Token token = current;
            if (token == null || token.equals(old)) {
                Duration left = deadline.remaining();
                token = connections.call(
                        client.request(), left.compareTo(timeout) < 0 ? left : timeout, client.target(), this::read);
                current = token;
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    private Token read(Response response) throws IOException {
        if (response.code() != 200) {
            throw new ConnectorException(refusal(response));
        }
        Buffer body = new Buffer();
        while (body.size() <= LARGEST && response.body().source().read(body, 8192) >= 0) {
            // until its end
        }
        @Nullable String[] found;
        try {
            found = JsonPointers.find(body.readByteArray(), FIELDS);
        } catch (NotJson e) {
            throw useless("no JSON"); // I7: not the text itself, which may hold a token
        }
        String token = found[0];
        String type = found[1];
        if (token == null || token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw useless("no usable access_token");
        }
        if (type != null && !type.equalsIgnoreCase("bearer")) {
            throw useless("a token of a type other than bearer");
        }
        return new Token(Secret.of(token), until(found[2]));
    }

    /** Refreshed early, so that it does not expire on its way; without a stated life until it is refused. */
    private Instant until(@Nullable String expiresIn) {
        if (expiresIn == null || !expiresIn.matches("\\d{1,9}")) {
            return Instant.MAX;
        }
        Duration life = Duration.ofSeconds(Long.parseLong(expiresIn));
        Duration tenth = life.dividedBy(10);
        return clock.instant().plus(life).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }

    private Failure refusal(Response response) {
        int status = response.code();
        String said = Answers.beginning(response, client.secrets());
        String message = client.target() + " answered " + status + (said.isEmpty() ? "" : ": " + said);
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            return Failure.disconnected("oauth2-unavailable", message);
        }
        return Failure.user("oauth2-refused", message + "; check auth.oauth2");
    }

    private ConnectorException useless(String what) {
        return new ConnectorException(Failure.disconnected(
                "oauth2-useless", client.target() + " answered with " + what + "; check token-url"));
    }
}
