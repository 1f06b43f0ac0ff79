package dev.penstock.processor;

import static dev.penstock.processor.Shape.Field.given;

import dev.penstock.api.config.Option;
import dev.penstock.processor.Shape.Field;
import dev.penstock.processor.Shape.Structure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that what holds when a key is missing could stand in the file. */
final class FallbackRules {
    private FallbackRules() {}

    /** What is wrong, with its remedy. The other rules of the component are known to be good. */
    static Optional<String> broken(Field field) {
        Option option = field.option();
        String text = option.fallback();
        if (!parses(field.shape(), text)) {
            return Optional.of("the fallback '" + text + "' does not fit its type; " + remedy(field.shape()));
        }
        if (text.contains("${") || !(field.shape() instanceof Shape.Single single)) {
            return Optional.empty();
        }
        if (single.scalar() == Scalar.SECRET) {
            return Optional.of("a secret cannot have a fallback in the code; make it @Nullable or required");
        }
        if ((given(option.min()) && FieldRules.compare(single.scalar(), text, option.min()) < 0)
                || (given(option.max()) && FieldRules.compare(single.scalar(), text, option.max()) > 0)) {
            return Optional.of("the fallback '" + text + "' is outside min and max; move it inside");
        }
        if (given(option.pattern()) && !Pattern.matches(option.pattern(), text)) {
            return Optional.of("the fallback '" + text + "' does not match the pattern; change one of them");
        }
        return Optional.empty();
    }

    /** Whether a text could stand for that shape. */
    static boolean parses(Shape shape, String text) {
        return switch (shape.kind()) {
            case SINGLE ->
                text.contains("${")
                        || ((Shape.Single) shape).scalar().read(text).isPresent();
            case WORD -> text.contains("${") || ((Shape.Word) shape).words().contains(text);
            case STRUCTURE -> structure((Structure) shape, text);
            case CHOICE -> ((Shape.Choice) shape).forms().stream().anyMatch(form -> structure(form, text));
            case LISTING -> elements(text).stream().allMatch(item -> parses(((Shape.Listing) shape).element(), item));
            case MAPPING -> text.isEmpty();
        };
    }

    /** The elements of a list fallback: none, or {@code [a, b]}. */
    static List<String> elements(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        return inner.isBlank()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toList();
    }

    private static boolean structure(Structure structure, String text) {
        if (structure.inline()) {
            return parses(structure.fields().get(0).shape(), text);
        }
        return text.isEmpty() && structure.fields().stream().noneMatch(Field::required);
    }

    private static String remedy(Shape shape) {
        return switch (shape.kind()) {
            case SINGLE -> "write a " + ((Shape.Single) shape).scalar().word() + " as in a pipeline file";
            case WORD -> "write one of " + String.join(", ", ((Shape.Word) shape).words());
            case STRUCTURE, CHOICE -> "write \"\" and give each of its own keys a fallback, or make it @Nullable";
            case LISTING -> "write \"\" for an empty list, or [a, b]";
            case MAPPING -> "write \"\" for an empty map";
        };
    }
}
