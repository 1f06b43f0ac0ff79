package dev.penstock.serve.route;

import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.RawReply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The answers that do not come from an instance: all of them say that nothing is promised. */
final class Replies {
    static final RawReply FULL = error(503, "busy", "too many requests wait for an instance; send it again", 1);
    static final RawReply WAITED = error(503, "no-instance", "no instance was free in time; send it again", 5);
    static final RawReply STOPPING = error(503, "stopping", "this server is stopping; send it again", 2);
    static final RawReply BROKEN =
            error(502, "instance-failed", "the instance failed before it answered; send it again", 1);
    static final RawReply LATE = error(504, "instance-late", "the instance did not answer in time; send it again", 5);

    private Replies() {}

    /** Code and message are ours: nothing in them needs escaping. */
    private static RawReply error(int status, String code, String message, int seconds) {
        return new RawReply(
                status,
                List.of(new Header("Content-Type", "application/json"), new Header("Retry-After", "" + seconds)),
                ("{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
