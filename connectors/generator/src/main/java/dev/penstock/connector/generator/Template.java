package dev.penstock.connector.generator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with places for values, all of which follow from the event's number: the same number gives the same text. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*\\}\\}");

    private final List<Part> parts = new ArrayList<>();

    private interface Part {
        void append(StringBuilder text, long sequence, Instant time);
    }

    /** Compiles a template; throws {@link IllegalArgumentException} with a message for the user. */
    Template(String text) {
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            literal(text.substring(from, place.start()));
            parts.add(part(place.group(1)));
            from = place.end();
        }
        literal(text.substring(from));
    }

    byte[] data(long sequence, Instant time) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> part.append(text, sequence, time));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A number that looks random and always belongs to the same sequence number (SplitMix64). */
    static long scramble(long sequence) {
        long z = sequence * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add((out, sequence, time) -> out.append(text));
        }
    }

    private static Part part(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sequence" -> (out, sequence, time) -> out.append(sequence);
            case "random" -> (out, sequence, time) -> out.append(Long.toUnsignedString(scramble(sequence)));
            case "time" -> (out, sequence, time) -> out.append(time);
            default ->
                throw new IllegalArgumentException("'{{" + name
                        + "}}' means nothing in a template; there are {{sequence}}, {{random}} and {{time}}");
        };
    }
}
