package dev.penstock.cli.scaffold.openapi;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads JSON or YAML into maps, lists, texts, numbers and booleans, within bounds. An alias is the very node it stands for, so that
 * aliases of aliases take no room.
 */
final class DocumentReader {
    private static final int LARGEST = 16 << 20;
    private static final int DEEPEST = 200;

    private final Iterator<Event> events;
    private final Map<String, Object> anchors = new HashMap<>();
    private int depth;

    private DocumentReader(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with a message for the user when it holds no mapping
     */
    static Map<?, ?> read(Path file) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException(file + " is larger than " + (LARGEST >> 20)
                        + " MiB; cut it down to the operation and what that refers to");
            }
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            Object root = text.stripLeading().startsWith("{") ? JSON.std.anyFrom(text) : yaml(text);
            if (root instanceof Map<?, ?> document) {
                return document;
            }
            throw new IllegalArgumentException(file + " is no OpenAPI document: it holds no keys; check the path");
        } catch (YamlEngineException | com.fasterxml.jackson.core.JacksonException mistake) {
            String what =
                    String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(file + " is neither YAML nor JSON: " + what + "; mend it", mistake);
        }
    }

    private static @Nullable Object yaml(String text) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        DocumentReader reader =
                new DocumentReader(new Parse(settings).parseString(text).iterator());
        reader.events.next(); // the start of the stream
        if (reader.events.next().getEventId() == Event.ID.StreamEnd) {
            return null;
        }
        return reader.node(reader.events.next());
    }

    private @Nullable Object node(Event event) {
        if (event instanceof AliasEvent alias) {
            Object target = anchors.get(alias.getAlias().toString());
            if (target == null) {
                throw new YamlEngineException("the alias *" + alias.getAlias() + " stands for nothing, or for itself");
            }
            return target;
        }
        if (++depth > DEEPEST) {
            throw new YamlEngineException("more than " + DEEPEST + " levels inside each other");
        }
        Object node = event instanceof ScalarEvent scalar
                ? scalar(scalar)
                : event.getEventId() == Event.ID.SequenceStart ? listing() : mapping();
        depth--;
        ((NodeEvent) event).getAnchor().ifPresent(name -> anchors.put(name.toString(), node == null ? "" : node));
        return node;
    }

    private List<@Nullable Object> listing() {
        List<@Nullable Object> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next));
        }
        return items;
    }

    private Map<String, @Nullable Object> mapping() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            String key = String.valueOf(node(next));
            entries.put(key, node(events.next()));
        }
        return entries;
    }

    /** By the core schema of YAML 1.2. */
    private static @Nullable Object scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return text;
        }
        if (text.matches("|~|null|Null|NULL")) {
            return null;
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("[-+]?(\\.[0-9]{1,30}|[0-9]{1,30}(\\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?")
                ? (Object) Double.valueOf(text)
                : text;
    }
}
