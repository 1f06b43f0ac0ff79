package dev.penstock.connector.http;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.toolkit.http.RetryAfter;
import dev.penstock.toolkit.http.StatusRule;
import dev.penstock.toolkit.http.StatusTable;
import dev.penstock.toolkit.json.JsonItems;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.NotJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Asks for pages and judges the answers. Not for use by several threads. */
final class PageReader {
    private static final int NOT_MODIFIED = 304;
    private static final int MOST_REDIRECTS = 5;
    private static final int SHOWN = 200;

    private final HttpSourceConfig config;
    private final Authorization authorization;
    private final InstantSource clock;
    private final Pager pager;
    private final Items items;
    private final JsonPointer pointer;
    private final StatusTable statuses;
    private final Headers headers;

    PageReader(
            HttpSourceConfig config,
            Authorization authorization,
            Pager pager,
            Items items,
            String connector,
            InstantSource clock) {
        this.config = config;
        this.authorization = authorization;
        this.clock = clock;
        this.pager = pager;
        this.items = items;
        this.pointer = JsonPointer.parse(config.items());
        this.statuses = config.table();
        Headers.Builder common =
                HeaderLines.common(connector, config.headers(), config.auth()).newBuilder();
        if (common.get("Accept") == null) {
            common.set("Accept", "application/json");
        }
        if (config.method().equals("POST") && common.get("Content-Type") == null) {
            common.set("Content-Type", "application/json");
        }
        this.headers = common.build();
    }

    /** An answer as it came; the body only of one that can be read, of all others its beginning. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Raw(HttpUrl address, int status, Headers headers, byte[] body, String said) {}

    /**
     * Asks for a page.
     *
     * @param list as it is asked for
     * @param token of the page; null for the first
     * @param validators if they still hold for the page, it need not be sent
     */
    Fetched fetch(Ask list, @Nullable String token, Validators validators, Deadline deadline)
            throws InterruptedException {
        Ask ask = token == null ? list : pager.page(list, token);
        for (int hop = 0; ; hop++) {
            Raw raw = authorization.call(request(ask, validators), deadline, config.target(), this::read);
            if (raw.status() == NOT_MODIFIED && !validators.isNone()) {
                return new Fetched.Unchanged();
            }
            String location = raw.headers().get("Location");
            if (!redirects(raw.status()) || location == null || !config.method().equals("GET")) {
                return judge(raw, token);
            }
            ask = ask.to(redirected(ask.address(), location, hop));
        }
    }

    private Request request(Ask ask, Validators validators) {
        Request.Builder request = new Request.Builder().url(ask.address()).headers(headers);
        validators.addTo(request);
        if (config.method().equals("POST")) {
            request.post(new BytesBody(ask.body().getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    private Raw read(Response response) throws IOException {
        int status = response.code();
        HttpUrl address = response.request().url();
        if (status / 100 != 2 || statuses.rule(status) != StatusRule.DELIVERED) {
            return new Raw(address, status, response.headers(), new byte[0], authorization.said(response));
        }
        long most = config.maxBody().bytes();
        Buffer body = new Buffer();
        while (body.size() <= most && response.body().source().read(body, 64 * 1024) >= 0) {
            // until its end
        }
        if (body.size() > most) { // I6
            throw new ConnectorException(Failure.user(
                    "too-large",
                    config.target() + " answered with more than " + config.maxBody()
                            + "; raise max-body, or ask for smaller pages"));
        }
        return new Raw(address, status, response.headers(), body.readByteArray(), "");
    }

    private HttpUrl redirected(HttpUrl from, String location, int hop) {
        HttpUrl to = from.resolve(location);
        if (to == null || hop >= MOST_REDIRECTS) {
            throw new ConnectorException(Failure.external(
                    "bad-redirect", config.target() + " redirects without an end; set url to the final address"));
        }
        if (!Addresses.sameHost(from, to)) {
            // I7: what proves who asks goes nowhere else
            throw new ConnectorException(Failure.user(
                    "redirect-other-host",
                    config.target() + " redirects to " + to.scheme() + "://" + to.host() + ":" + to.port()
                            + ", which is not followed; if that is right, set url to the address there"));
        }
        return to;
    }

    private Fetched judge(Raw raw, @Nullable String token) {
        int status = raw.status();
        if (statuses.rule(status) == StatusRule.DELIVERED) {
            return raw.status() / 100 == 2 ? page(raw, token) : empty(raw);
        }
        Duration wait = RateLimits.afterRefusal(raw.headers(), clock);
        boolean later = statuses.rule(status) == StatusRule.RETRY || status == 403;
        if (status == 429 || (later && wait != null)) {
            return new Fetched.Busy(wait);
        }
        Failure failure = failure(raw);
        boolean gone = status == 400 || status == 404 || status == 410 || status == 422;
        if (token != null && gone) {
            return new Fetched.Gone(failure);
        }
        throw new ConnectorException(failure);
    }

    private Fetched page(Raw raw, @Nullable String token) {
        if (raw.body().length == 0) {
            return empty(raw);
        }
        List<byte[]> found;
        Pager.Answer answer = new Pager.Answer(raw.address(), raw.headers(), raw.body());
        try {
            found = JsonItems.at(pointer, raw.body());
        } catch (NotJson e) {
            throw new ConnectorException(
                    Failure.external("not-json", config.target() + " answered with what is " + e.getMessage()), e);
        }
        if (found == null) {
            String begin = new String(raw.body(), 0, Math.min(raw.body().length, 4 * SHOWN), StandardCharsets.UTF_8);
            throw new ConnectorException(Failure.external(
                    "no-items",
                    config.target() + " answered without a list at '" + config.items() + "': "
                            + authorization.hidden(Answers.oneLine(begin, SHOWN)) + "; check items"));
        }
        if (found.size() > config.remember()) {
            throw new ConnectorException(Failure.user(
                    "page-too-long",
                    config.target() + " answered with " + found.size() + " items; raise remember to twice that"));
        }
        String next = pager.next(token, answer, found.size());
        Page page = new Page(
                found.stream().map(items::read).toList(), raw.body().length, next, Validators.of(raw.headers()));
        return read(raw, page);
    }

    private Fetched empty(Raw raw) {
        return read(raw, new Page(List.of(), 0, null, Validators.NONE));
    }

    private Fetched read(Raw raw, Page page) {
        Duration pause = RateLimits.usedUp(raw.headers(), clock);
        Duration interval = RetryAfter.parse(raw.headers().get("X-Poll-Interval"), clock);
        return new Fetched.Read(
                page, pause == null ? Duration.ZERO : pause, interval == null ? Duration.ZERO : interval);
    }

    private Failure failure(Raw raw) {
        int status = raw.status();
        String message = config.target() + " answered " + status + (raw.said().isEmpty() ? "" : ": " + raw.said())
                + advice(status);
        Outcome outcome = statuses.outcome(status, message, null);
        return switch (outcome.kind()) {
            case RETRY -> ((Outcome.Retry) outcome).failure();
            case HALT -> ((Outcome.Halt) outcome).failure();
            case REJECTED -> ((Outcome.Rejected) outcome).failure();
            case DELIVERED, SKIPPED -> Failure.internal("http-" + status, message);
        };
    }

    private static boolean redirects(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "; check auth";
            case 404, 405, 410 -> "; check url and method";
            case 407 -> "; the proxy wants credentials";
            default ->
                status / 100 == 3 ? "; redirects of " + "POST are not followed, set url to the final address" : "";
        };
    }
}
