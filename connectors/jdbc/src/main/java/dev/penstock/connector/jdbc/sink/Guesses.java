package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import dev.penstock.connector.jdbc.Dialect;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Guesses which columns a table needs, from the configuration and from the events that are there. */
final class Guesses {
    private static final List<String> ATTRIBUTES =
            List.of("id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data");

    private Guesses() {}

    /** The columns by name, in order; keys of nothing else than nulls are texts. */
    static Map<String, Guess> columns(JdbcSinkConfig config, Dialect dialect, List<CloudEvent> events) {
        Map<String, Guess> columns = new LinkedHashMap<>();
        if (config.row() == RowShape.EVENT) {
            ATTRIBUTES.forEach(name -> columns.put(name, attribute(name)));
            extensions(events).forEach(name -> columns.put(name, Guess.TEXT));
        }
        if (config.columns().isEmpty()) {
            if (config.row() == RowShape.DATA) {
                UnknownMembers members = new UnknownMembers(dialect);
                events.forEach(event -> read(new JsonReading(true), event, new Members(members)));
                columns.putAll(members.known());
            }
            return columns;
        }
        List<Map.Entry<String, String>> mapped = List.copyOf(config.columns().entrySet());
        JsonReading reading = new JsonReading(true);
        Guess[] guesses = new Guess[mapped.size()];
        java.util.Arrays.fill(guesses, Guess.NOTHING);
        for (int i = 0; i < guesses.length; i++) {
            ColumnSource source = ColumnSource.parse(mapped.get(i).getValue());
            if (source instanceof ColumnSource.Pointer pointer) {
                reading.add(pointer.pointer(), i);
            } else {
                guesses[i] = source instanceof ColumnSource.Attribute attribute
                        ? attribute(attribute.name())
                        : attribute("data");
            }
        }
        Found found = new Found(guesses);
        events.forEach(event -> read(reading, event, found));
        for (int i = 0; i < guesses.length; i++) {
            columns.put(mapped.get(i).getKey(), guesses[i]);
        }
        return columns;
    }

    private static Guess attribute(String name) {
        return switch (name) {
            case "time" -> Guess.TIME;
            case "data" -> Guess.STRUCTURE;
            default -> Guess.TEXT;
        };
    }

    private static List<String> extensions(List<CloudEvent> events) {
        List<String> names = new ArrayList<>();
        for (CloudEvent event : events) {
            for (String name : event.getExtensionNames()) {
                if (!names.contains(name) && !ATTRIBUTES.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void read(JsonReading reading, CloudEvent event, JsonReading.Found found) {
        CloudEventData data = event.getData();
        if (data != null) {
            try {
                reading.read(data.toBytes(), found);
            } catch (RejectedRow e) {
                return; // refused where its row is made
            }
        }
    }

    private static class Found implements JsonReading.Found {
        private final Guess[] guesses;

        Found(Guess[] guesses) {
            this.guesses = guesses;
        }

        private void seen(int target, Guess guess) {
            guesses[target] = guesses[target].and(guess);
        }

        @Override
        public void number(int target, JsonParser parser) throws IOException {
            seen(target, Guess.of(parser));
        }

        @Override
        public void text(int target, String text) {
            seen(target, Guess.TEXT);
        }

        @Override
        public void bool(int target, boolean value) {
            seen(target, Guess.BOOLEAN);
        }

        @Override
        public void nothing(int target) {
            seen(target, Guess.NOTHING);
        }

        @Override
        public void structure(int target, String json) {
            seen(target, Guess.STRUCTURE);
        }
    }

    private static final class Members extends Found {
        private final UnknownMembers members;

        Members(UnknownMembers members) {
            super(new Guess[0]);
            this.members = members;
        }

        @Override
        public void unknown(String name, JsonParser parser) throws IOException {
            members.add(name, parser);
            parser.skipChildren();
        }
    }
}
