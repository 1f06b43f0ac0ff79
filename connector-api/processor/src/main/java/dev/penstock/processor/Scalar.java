package dev.penstock.processor;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Durations;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The types that stand in a file as one text. */
enum Scalar {
    TEXT("text"),
    BOOLEAN("true or false"),
    INT("whole number"),
    LONG("whole number"),
    NUMBER("number"),
    DURATION("duration"),
    SIZE("size"),
    URL("URI"),
    PATH("path"),
    TIME("time"),
    SECRET("secret");

    private final String word;

    Scalar(String word) {
        this.word = word;
    }

    /** What a reference page calls it. */
    String word() {
        return word;
    }

    /** The value, or empty when the text is not one. */
    Optional<Object> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a smallest and a largest value make sense. */
    boolean ordered() {
        return switch (this) {
            case INT, LONG, NUMBER, DURATION, SIZE, TIME -> true;
            case TEXT, BOOLEAN, URL, PATH, SECRET -> false;
        };
    }

    /** Whether a pattern makes sense. */
    boolean free() {
        return switch (this) {
            case TEXT, URL, PATH, SECRET -> true;
            case INT, LONG, NUMBER, DURATION, SIZE, TIME, BOOLEAN -> false;
        };
    }

    /** The value as it stands in JSON: numbers and booleans as such, everything else as text. */
    Object json(String text) {
        return switch (this) {
            case BOOLEAN, INT, LONG, NUMBER -> read(text).orElse(text);
            case TEXT, DURATION, SIZE, URL, PATH, TIME, SECRET -> text;
        };
    }

    /** The type of that qualified name, boxed or not; empty when it is not a scalar. */
    static Optional<Scalar> of(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "java.lang.String" -> TEXT;
                    case "boolean", "java.lang.Boolean" -> BOOLEAN;
                    case "int", "java.lang.Integer" -> INT;
                    case "long", "java.lang.Long" -> LONG;
                    case "double", "java.lang.Double" -> NUMBER;
                    case "java.time.Duration" -> DURATION;
                    case "dev.penstock.api.config.DataSize" -> SIZE;
                    case "java.net.URI" -> URL;
                    case "java.nio.file.Path" -> PATH;
                    case "java.time.Instant" -> TIME;
                    case "dev.penstock.api.config.Secret" -> SECRET;
                    default -> null;
                });
    }

    private Object parse(String text) {
        return switch (this) {
            case TEXT -> text;
            case BOOLEAN -> bool(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case NUMBER -> number(text);
            case DURATION -> Durations.parse(text);
            case SIZE -> DataSize.parse(text);
            case URL -> URI.create(filled(text));
            case PATH -> Path.of(filled(text));
            case TIME -> Instant.parse(text);
            case SECRET -> filled(text);
        };
    }

    /** As JSON writes numbers: no NaN, no infinity, no suffix. */
    private static Object number(String text) {
        double number = new BigDecimal(text).doubleValue();
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Object bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    private static String filled(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
