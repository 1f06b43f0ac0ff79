package dev.penstock.toolkit.json;

import org.jspecify.annotations.Nullable;

/** Says, in words for the user, why something is not a valid CloudEvent 1.0. */
public final class NotACloudEvent extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotACloudEvent(String message) {
        super(message);
    }

    NotACloudEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
