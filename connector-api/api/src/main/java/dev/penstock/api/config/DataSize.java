package dev.penstock.api.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, written {@code 512B}, {@code 64KiB}, {@code 1MiB} or {@code 2GiB}; a bare number is bytes.
 *
 * @param bytes never negative
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(B|KiB|MiB|GiB|TiB|kB|KB|MB|GB|TB)?");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** That many binary megabytes. */
    public static DataSize mebibytes(long count) {
        return new DataSize(Math.multiplyExact(count, 1L << 20));
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException with a message for the user when the text is not one
     */
    public static DataSize parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write 512B, 64KiB or 1MiB");
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor(unit)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is larger than any size can be", e);
        }
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "TiB" -> 1L << 40;
            case "kB", "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            case "TB" -> 1_000_000_000_000L;
            default -> 1L;
        };
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        String[] units = {"TiB", "GiB", "MiB", "KiB"};
        for (String unit : units) {
            if (bytes > 0 && bytes % factor(unit) == 0) {
                return bytes / factor(unit) + unit;
            }
        }
        return bytes + "B";
    }
}
