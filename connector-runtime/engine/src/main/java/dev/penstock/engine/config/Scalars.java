package dev.penstock.engine.config;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Durations;
import dev.penstock.api.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values that stand in a file as one text. */
final class Scalars {
    /**
     * How values of a type are read.
     *
     * @param wanted what the user is told they are: {@code a whole number}
     * @param fix how to write one
     * @param sample one of them
     * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} when the text is not one
     */
    record Scalar(String wanted, String fix, String sample, Function<String, Object> parse) {
        /** The value, or null when the text is not one. */
        @Nullable
        Object read(String text) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                return null;
            }
        }
    }

    /** How each type is read: one class for all of them, because a start of a function loads whatever stands here. */
    private enum Parser implements Function<String, Object> {
        TEXT,
        BOOLEAN,
        INT,
        LONG,
        DOUBLE,
        DURATION,
        SIZE,
        ADDRESS,
        PATH,
        TIME,
        SECRET;

        @Override
        public Object apply(String text) {
            return switch (this) {
                case TEXT -> text;
                case BOOLEAN -> bool(text);
                case INT -> Integer.valueOf(text.strip());
                case LONG -> Long.valueOf(text.strip());
                case DOUBLE -> number(text);
                case DURATION -> Durations.parse(text);
                case SIZE -> DataSize.parse(text);
                case ADDRESS -> uri(text);
                case PATH -> Path.of(filled(text));
                case TIME -> Instant.parse(text.strip());
                // An empty secret protects nothing; it is nearly always a variable that was forgotten.
                case SECRET -> Secret.of(filled(text));
            };
        }
    }

    private static final String NUMBER = "[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?";
    private static final Scalar TEXT = new Scalar("a text", "write one text", "text", Parser.TEXT);
    private static final Scalar BOOLEAN = new Scalar("true or false", "write true or false", "true", Parser.BOOLEAN);
    private static final Scalar INT =
            new Scalar("a whole number of at most 32 bits", "write a number such as 10", "10", Parser.INT);
    private static final Scalar LONG = new Scalar("a whole number", "write a number such as 10", "10", Parser.LONG);
    private static final Scalar DOUBLE = new Scalar("a number", "write a number such as 0.5", "0.5", Parser.DOUBLE);

    private static final Map<Class<?>, Scalar> ALL = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(
                    Duration.class,
                    new Scalar("a duration", "write 500ms, 5s, 1m, 2h, 1d or PT5S", "5s", Parser.DURATION)),
            Map.entry(DataSize.class, new Scalar("a size", "write 512B, 64KiB or 1MiB", "1MiB", Parser.SIZE)),
            Map.entry(
                    URI.class,
                    new Scalar("a URI", "write one such as https://example.com/path", "http://a/", Parser.ADDRESS)),
            Map.entry(Path.class, new Scalar("a path", "write the path of a file", "a", Parser.PATH)),
            Map.entry(
                    Instant.class,
                    new Scalar(
                            "a time", "write one such as 2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", Parser.TIME)),
            Map.entry(
                    Secret.class,
                    new Scalar("a secret", "write ${env:NAME}; it must not be empty", "a", Parser.SECRET)));

    private Scalars() {}

    /** How that type is read, or null when it is not a scalar. */
    static @Nullable Scalar of(Class<?> type) {
        return ALL.get(type);
    }

    private static Object bool(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object number(String text) {
        if (!text.strip().matches(NUMBER)) {
            throw new IllegalArgumentException(text);
        }
        double number = Double.parseDouble(text.strip());
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Object uri(String text) {
        try {
            return new URI(filled(text.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String filled(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
