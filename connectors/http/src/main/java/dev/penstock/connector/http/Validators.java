package dev.penstock.connector.http;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a page has changed since it was read (RFC 9110, section 8.8).
 *
 * @param etag the entity tag, as it came
 * @param modified the time of the last change, as it came
 */
record Validators(@Nullable String etag, @Nullable String modified) {
    /** Nothing tells. */
    static final Validators NONE = new Validators(null, null);

    /** So much later than the change must the answer be, for the clocks of those who write the two may differ. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Those of an answer. */
    static Validators of(Headers headers) {
        return new Validators(headers.get("ETag"), settled(headers) ? headers.get("Last-Modified") : null);
    }

    /** The time has whole seconds only: a page that has just changed may change again and keep it, and that must be seen. */
    private static boolean settled(Headers headers) {
        Instant modified = headers.getInstant("Last-Modified");
        Instant made = headers.getInstant("Date");
        return modified != null && made != null && !modified.plus(SETTLED).isAfter(made); // I3
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Asks for the page only if it has changed; services that know the tag take no notice of the time. */
    void addTo(Request.Builder request) {
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        if (modified != null) {
            request.header("If-Modified-Since", modified);
        }
    }
}
