package dev.penstock.connector.http;

import io.cloudevents.CloudEvent;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Carries the trace of an event on (CloudEvents distributed tracing extension, W3C Trace Context). */
final class Tracing {
    private static final Pattern PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,8192}");

    private Tracing() {}

    /** Copies both extensions to the real headers, if they are what they should be. */
    static void copy(CloudEvent event, Headers.Builder headers) {
        if (!(event.getExtension("traceparent") instanceof String parent)
                || !PARENT.matcher(parent).matches()
                || !STATE.matcher(parent).matches()) {
            return;
        }
        headers.set("traceparent", parent);
        if (event.getExtension("tracestate") instanceof String state
                && STATE.matcher(state).matches()) {
            headers.set("tracestate", state);
        }
    }
}
