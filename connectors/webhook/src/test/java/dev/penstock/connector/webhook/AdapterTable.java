package dev.penstock.connector.webhook;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table of the CloudEvents GitHub adapter document, read as the prose that it is; knows nothing of the pack. */
final class AdapterTable {
    /** Literal text in backticks, or the dotted path of a value in quotes. */
    private static final Pattern PIECE = Pattern.compile("`([^`]+)`|\"([^\"]+)\"");

    private final Map<String, Map<?, ?>> rows = new HashMap<>();

    AdapterTable(Path file) throws IOException {
        for (Object row : JSON.std.listFrom(Files.readAllBytes(file))) {
            Map<?, ?> attributes = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) row).get("attributes"));
            Matcher type = Pattern.compile("`com\\.github\\.(\\w+)").matcher(text(attributes, "type"));
            if (type.find()) {
                rows.put(type.group(1), attributes);
            }
        }
    }

    int size() {
        return rows.size();
    }

    /** The type: what the table says, with the dot that it forgets and the state that it asks about in a remark. */
    String type(String event, Map<String, Object> payload) {
        Map<?, ?> row = rows.get(event);
        Object action = payload.get("action");
        if (row == null) {
            return "com.github." + event + (action == null ? "" : "." + action);
        }
        String spec = text(row, "type");
        if (event.equals("repository_dispatch")) {
            spec = spec.replace("dispatch`", "dispatch.`");
        }
        if (event.equals("status")) {
            spec = spec.replace("#", "+");
        }
        // some payloads have no action, though the table adds one: team_add
        return join(spec, payload).replaceFirst("\\.$", "");
    }

    String source(String event, Map<String, Object> payload) {
        Map<?, ?> row = rows.get(event);
        String source = row == null ? "" : join(cut(text(row, "source")), payload);
        for (String fallback : List.of("repository.url", "organization.url", "sender.url")) {
            source = source.isEmpty() ? Objects.requireNonNullElse(value(payload, fallback), "") : source;
        }
        return source.isEmpty() ? "https://github.com" : source;
    }

    @Nullable
    String subject(String event, Map<String, Object> payload) {
        Map<?, ?> row = rows.get(event);
        String subject =
                row == null || text(row, "subject").equals("Omit") ? "" : join(cut(text(row, "subject")), payload);
        return subject.isEmpty() ? null : subject;
    }

    /** The time, or null for the time of reception. */
    @Nullable
    OffsetDateTime time(String event, Map<String, Object> payload) {
        Map<?, ?> row = rows.get(event);
        List<String> paths = new ArrayList<>();
        if (event.equals("release")) {
            String at = Objects.equals(payload.get("action"), "created") ? "created_at" : "published_at";
            boolean telling = List.of("created", "published", "released", "prereleased")
                    .contains(String.valueOf(payload.get("action")));
            paths.add(telling ? "release." + at : "release.updated_at");
        } else if (row != null) {
            Matcher piece = PIECE.matcher(cut(text(row, "time")));
            while (piece.find()) {
                paths.add(String.valueOf(piece.group(2)));
            }
        }
        for (String path : paths) {
            String value = value(payload, path);
            try {
                if (value != null) {
                    return OffsetDateTime.parse(value);
                }
            } catch (DateTimeParseException e) {
                // "not a timestamp??", says the table
                return value.matches("\\d+")
                        ? java.time.Instant.ofEpochSecond(Long.parseLong(value)).atOffset(java.time.ZoneOffset.UTC)
                        : null;
            }
        }
        return null;
    }

    private static String join(String spec, Map<String, Object> payload) {
        StringBuilder joined = new StringBuilder();
        Matcher piece = PIECE.matcher(spec);
        while (piece.find()) {
            String value = piece.group(1) != null ? piece.group(1) : value(payload, piece.group(2));
            joined.append(value == null ? "" : value);
        }
        return joined.toString();
    }

    private static @Nullable String value(Map<String, Object> payload, String path) {
        Object at = payload;
        for (String step : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at == null ? null : at.toString();
    }

    private static String cut(String spec) {
        return spec.split("#")[0];
    }

    private static String text(Map<?, ?> attributes, String name) {
        return String.valueOf(attributes.get(name));
    }
}
