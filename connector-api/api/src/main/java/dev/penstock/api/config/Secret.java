package dev.penstock.api.config;

import java.util.Objects;

/**
 * A text that is never shown: it prints as {@code ******}, and equals another only by value.
 *
 * <p>Hand the revealed text straight to what needs it; keep the secret itself in fields and records.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Hides a text. */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value"));
    }

    /** The hidden text. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "******";
    }
}
