package dev.penstock.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition has been read: a few named values that only the connector understands.
 *
 * <p>Values are text, so that an offset can be shown, stored as JSON and set by hand.
 */
public final class Offset {
    private final Map<String, String> values;

    private Offset(Map<String, String> values) {
        this.values = values;
    }

    /** An offset with the given values, copied. */
    public static Offset of(Map<String, String> values) {
        return new Offset(Collections.unmodifiableMap(new TreeMap<>(values)));
    }

    /** An offset of one value. */
    public static Offset of(String name, Object value) {
        return of(Map.of(name, value.toString()));
    }

    /** An offset of two values. */
    public static Offset of(String name1, Object value1, String name2, Object value2) {
        return of(Map.of(name1, value1.toString(), name2, value2.toString()));
    }

    /** The values by name, in the order of their names. */
    public Map<String, String> values() {
        return values;
    }

    /** The value of that name, or null. */
    public @Nullable String text(String name) {
        return values.get(name);
    }

    /**
     * The value of that name as a whole number.
     *
     * @throws ConnectorException when it is missing or not a number: the stored offset is not one of this connector's
     */
    public long number(String name) {
        String text = values.get(name);
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new ConnectorException(
                    Failure.user(
                            "bad-offset",
                            "the stored offset " + this + " has no whole number '" + name
                                    + "'; set or reset it with 'penstock offsets'"),
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offset that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
