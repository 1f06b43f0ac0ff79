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
import java.util.regex.Pattern;
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

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Scalar TEXT = new Scalar("a text", "write one text", "text", text -> text);
    private static final Scalar BOOLEAN = new Scalar("true or false", "write true or false", "true", Scalars::bool);
    private static final Scalar INT = new Scalar(
            "a whole number of at most 32 bits",
            "write a number such as 10",
            "10",
            text -> Integer.valueOf(text.strip()));
    private static final Scalar LONG =
            new Scalar("a whole number", "write a number such as 10", "10", text -> Long.valueOf(text.strip()));
    private static final Scalar DOUBLE = new Scalar("a number", "write a number such as 0.5", "0.5", Scalars::number);

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
                    new Scalar("a duration", "write 500ms, 5s, 1m, 2h, 1d or PT5S", "5s", Durations::parse)),
            Map.entry(DataSize.class, new Scalar("a size", "write 512B, 64KiB or 1MiB", "1MiB", DataSize::parse)),
            Map.entry(
                    URI.class,
                    new Scalar("a URI", "write one such as https://example.com/path", "http://a/", Scalars::uri)),
            Map.entry(Path.class, new Scalar("a path", "write the path of a file", "a", Scalars::path)),
            Map.entry(
                    Instant.class,
                    new Scalar(
                            "a time",
                            "write one such as 2026-01-31T12:00:00Z",
                            "2026-01-31T12:00:00Z",
                            text -> Instant.parse(text.strip()))),
            Map.entry(
                    Secret.class,
                    new Scalar("a secret", "write ${env:NAME}; it must not be empty", "a", Scalars::secret)));

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
        if (!NUMBER.matcher(text.strip()).matches()) {
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

    private static Object path(String text) {
        return Path.of(filled(text));
    }

    /** An empty secret protects nothing; it is nearly always a variable that was forgotten. */
    private static Object secret(String text) {
        return Secret.of(filled(text));
    }

    private static String filled(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
