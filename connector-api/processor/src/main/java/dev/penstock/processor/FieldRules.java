package dev.penstock.processor;

import static dev.penstock.processor.Shape.Field.given;

import dev.penstock.api.config.Option;
import dev.penstock.processor.Shape.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks that the rules of a component fit its type. */
final class FieldRules {
    private final Field field;
    private final Option option;
    private final List<String> broken = new ArrayList<>();

    private FieldRules(Field field) {
        this.field = field;
        this.option = field.option();
    }

    /** What is wrong, each with its remedy. */
    static List<String> broken(Field field) {
        FieldRules rules = new FieldRules(field);
        rules.range();
        if (rules.pattern() && rules.broken.isEmpty() && field.hasFallback()) {
            FallbackRules.broken(field).ifPresent(rules.broken::add);
        }
        rules.example();
        return rules.broken;
    }

    private void range() {
        Scalar scalar = bounded();
        if (!given(option.min()) && !given(option.max())) {
            return;
        }
        if (scalar == null) {
            broken.add(
                    "min and max do not fit its type; they are for numbers, durations, sizes, times, lists and maps");
            return;
        }
        boolean low = bound("min", option.min(), scalar);
        boolean read = bound("max", option.max(), scalar) && low;
        if (read && given(option.min()) && given(option.max()) && compare(scalar, option.min(), option.max()) > 0) {
            broken.add("min '" + option.min() + "' is above max '" + option.max() + "'; swap them");
        }
    }

    /** The type of min and max: the component's own, or the number of elements; null when it can have none. */
    private @Nullable Scalar bounded() {
        if (field.shape() instanceof Shape.Single single) {
            return single.scalar().ordered() ? single.scalar() : null;
        }
        boolean several =
                field.shape().kind() == Shape.Kind.LISTING || field.shape().kind() == Shape.Kind.MAPPING;
        return several ? Scalar.INT : null;
    }

    private boolean bound(String name, String text, Scalar scalar) {
        if (!given(text) || scalar.read(text).isPresent()) {
            return true;
        }
        broken.add(name + " '" + text + "' is not a " + scalar.word() + "; write it as in a pipeline file");
        return false;
    }

    private boolean pattern() {
        if (!given(option.pattern())) {
            return true;
        }
        if (!(leaf(field.shape()) instanceof Shape.Single single)
                || !single.scalar().free()) {
            broken.add("a pattern does not fit its type; patterns are for texts, secrets, URIs and paths");
            return false;
        }
        try {
            Pattern.compile(option.pattern());
            return true;
        } catch (PatternSyntaxException e) {
            broken.add("the pattern '" + option.pattern() + "' is not a regular expression: " + e.getDescription()
                    + "; mend it");
            return false;
        }
    }

    private void example() {
        if (given(option.example())
                && InlineRules.single(field.shape())
                && !FallbackRules.parses(field.shape(), option.example())) {
            broken.add("the example '" + option.example() + "' does not fit its type; write it as in a pipeline file");
        }
    }

    private static Shape leaf(Shape shape) {
        if (shape instanceof Shape.Listing list) {
            return leaf(list.element());
        }
        return shape instanceof Shape.Mapping map ? leaf(map.value()) : shape;
    }

    /** Orders two texts that were both read before. */
    @SuppressWarnings("unchecked") // both are read as the same ordered type
    static int compare(Scalar scalar, String one, String other) {
        return ((Comparable<Object>) scalar.read(one).orElseThrow())
                .compareTo(scalar.read(other).orElseThrow());
    }
}
