package dev.penstock.runtime.plugin;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.ApiVersion;
import dev.penstock.host.ConnectorKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The index of a connector's jar, {@code META-INF/penstock/connectors.json}, as the annotation processor writes it.
 *
 * @param version the version of all its connectors
 * @param connectors those in the jar
 */
record Index(String version, List<IndexEntry> connectors) {
    static final String PATH = "META-INF/penstock/connectors.json";
    private static final int FORMAT = 1;

    /** Why a jar cannot be used, and what to do. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String fix;

        Unusable(String message, String fix) {
            super(message);
            this.fix = fix;
        }

        String message() {
            return String.valueOf(getMessage());
        }

        String fix() {
            return fix;
        }
    }

    static Index read(byte[] json) throws Unusable {
        Map<String, Object> top;
        try {
            top = JSON.std.mapFrom(json);
        } catch (IOException | RuntimeException notJson) {
            throw new Unusable(
                    "its index " + PATH + " is not JSON: " + firstLine(notJson),
                    "build the jar again, or remove it from the plugin directory");
        }
        if (!(top.get("format") instanceof Integer format) || format != FORMAT) {
            throw new Unusable(
                    "its index has the format " + top.get("format") + ", and this Penstock reads " + FORMAT,
                    "build the jar with a connector-processor of this Penstock's version, or use a newer Penstock");
        }
        String api = text(top, "api");
        if (!ApiVersion.CURRENT.accepts(api)) {
            throw new Unusable(
                    "it was built against connector-api " + api + ", and this Penstock has " + ApiVersion.CURRENT,
                    "use a version of the connector for this Penstock, or a Penstock for this connector");
        }
        List<IndexEntry> connectors = new ArrayList<>();
        for (Object item : list(top, "connectors")) {
            connectors.add(entry(item));
        }
        return new Index(text(top, "version"), List.copyOf(connectors));
    }

    private static IndexEntry entry(Object item) throws Unusable {
        Map<String, Object> fields = map(item, "connectors");
        String kind = text(fields, "kind");
        List<Map<String, Object>> options = new ArrayList<>();
        for (Object option : list(fields, "options")) {
            options.add(map(option, "options"));
        }
        return new IndexEntry(
                text(fields, "name"),
                ConnectorKind.of(kind).orElseThrow(() -> malformed("the unknown kind " + kind)),
                text(fields, "class"),
                text(fields, "config"),
                text(fields, "summary"),
                texts(fields, "abilities"),
                texts(fields, "services"),
                options,
                fields.get("schema") == null ? Map.of() : map(fields.get("schema"), "schema"));
    }

    private static String text(Map<String, Object> fields, String key) throws Unusable {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw malformed("no text under \"" + key + "\"");
    }

    private static List<String> texts(Map<String, Object> fields, String key) throws Unusable {
        List<String> texts = new ArrayList<>();
        for (Object text : list(fields, key)) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }

    private static List<?> list(Map<String, Object> fields, String key) throws Unusable {
        Object value = fields.getOrDefault(key, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        throw malformed("no list under \"" + key + "\"");
    }

    @SuppressWarnings("unchecked") // the parser makes every object a Map<String, Object>
    private static Map<String, Object> map(@Nullable Object value, String key) throws Unusable {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw malformed("no object under \"" + key + "\"");
    }

    private static Unusable malformed(String what) {
        return new Unusable("its index " + PATH + " has " + what, "build the jar again with connector-processor");
    }

    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
