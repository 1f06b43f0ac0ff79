package dev.penstock.toolkit.http;

import dev.penstock.api.webhook.WebhookRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a request, for the CloudEvents distributed tracing extension.
 *
 * @param parent the header {@code traceparent}
 * @param state the header {@code tracestate}, or null
 */
public record TraceContext(String parent, @Nullable String state) {
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.{0,200})?");
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    /** The context of a request; empty when it has none or a malformed one. */
    public static Optional<TraceContext> of(WebhookRequest request) {
        List<String> parents = request.headers("traceparent");
        if (parents.size() != 1 || !PARENT.matcher(parents.get(0)).matches()) {
            return Optional.empty();
        }
        String state = String.join(",", request.headers("tracestate"));
        return Optional.of(new TraceContext(parents.get(0), STATE.matcher(state).matches() ? state : null));
    }
}
