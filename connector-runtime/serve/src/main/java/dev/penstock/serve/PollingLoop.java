package dev.penstock.serve;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import dev.penstock.serve.route.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Invokes a function that polls: one request at a time, through the same router as all requests, so that an instance is there
 * when it is needed and goes when the pause is long.
 *
 * <p>An answer that says {@code "status": "more"} is followed by the next invocation at once; any other success by one after the
 * interval. A failure is followed by a pause that doubles from a second to a minute, or to the interval if that is longer. What was not
 * saved is polled again, so nothing is lost. Belongs to whoever runs its timer.
 */
final class PollingLoop {
    private static final Pattern MORE = Pattern.compile("\"status\"\\s*:\\s*\"more\"");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Router router;
    private final BiConsumer<Runnable, Duration> timer;
    private final RawRequest invocation;
    private Duration interval;
    private int failures;
    private boolean stopped;

    /**
     * A loop that has not begun.
     *
     * @param timer runs something after a while, one thing at a time
     */
    PollingLoop(FunctionPackage function, Router router, BiConsumer<Runnable, Duration> timer) {
        this.router = router;
        this.timer = timer;
        this.interval = function.interval();
        List<Header> headers = List.of(new Header("Content-Type", "application/json"));
        this.invocation = new RawRequest(
                new WebhookRequest("POST", "/", "", headers, "{}".getBytes(StandardCharsets.UTF_8)),
                headers,
                "127.0.0.1",
                "http",
                "");
    }

    void begin() {
        timer.accept(this::invoke, Duration.ZERO);
    }

    void use(Duration other) {
        interval = other;
    }

    void stop() {
        stopped = true;
    }

    private void invoke() {
        if (stopped) {
            return;
        }
        var unused = router.submit(invocation)
                .whenComplete((reply, never) -> timer.accept(() -> answered(reply), Duration.ZERO));
    }

    private void answered(@Nullable RawReply reply) {
        boolean done = false;
        boolean more = false;
        if (reply != null && reply.status() / 100 == 2) {
            done = true;
            more = MORE.matcher(new String(reply.body(), StandardCharsets.UTF_8))
                    .find();
        }
        failures = done ? 0 : failures + 1;
        timer.accept(this::invoke, more ? Duration.ZERO : done ? interval : pause(failures, interval));
    }

    static Duration pause(int failures, Duration interval) {
        Duration longest = interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 16));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
