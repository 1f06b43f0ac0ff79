package dev.penstock.engine.config;

import dev.penstock.api.config.Option;
import dev.penstock.engine.config.Scalars.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a value against the smallest and largest value and the pattern of its component. */
final class Bounds {
    private Bounds() {}

    /** What is wrong with a scalar, to be put after the value in a message. */
    static Optional<String> broken(Slot slot, Scalar scalar, Object value, String text) {
        Option rules = slot.rules();
        if (rules == null) {
            return Optional.empty();
        }
        if (!rules.pattern().equals(Option.NONE)
                && !Pattern.compile(rules.pattern()).matcher(text).matches()) {
            return Optional.of("does not match the pattern " + rules.pattern());
        }
        if (slot.inside()) {
            return Optional.empty();
        }
        return range(rules, value, scalar);
    }

    /** What is wrong with the number of elements of a list or map. */
    static Optional<String> brokenCount(Slot slot, int count) {
        Option rules = slot.rules();
        if (rules == null || slot.inside()) {
            return Optional.empty();
        }
        if (!rules.min().equals(Option.NONE) && count < Integer.parseInt(rules.min())) {
            return Optional.of("at least " + rules.min() + " needed, found " + count);
        }
        if (!rules.max().equals(Option.NONE) && count > Integer.parseInt(rules.max())) {
            return Optional.of("at most " + rules.max() + " allowed, found " + count);
        }
        return Optional.empty();
    }

    private static Optional<String> range(Option rules, Object value, Scalar scalar) {
        if (!rules.min().equals(Option.NONE) && compare(value, scalar.parse().apply(rules.min())) < 0) {
            return Optional.of("is too small; the smallest allowed is " + rules.min());
        }
        if (!rules.max().equals(Option.NONE) && compare(value, scalar.parse().apply(rules.max())) > 0) {
            return Optional.of("is too large; the largest allowed is " + rules.max());
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // both were read as the same type, and every type with bounds is comparable
    private static int compare(Object value, Object bound) {
        return ((Comparable<Object>) value).compareTo(bound);
    }
}
