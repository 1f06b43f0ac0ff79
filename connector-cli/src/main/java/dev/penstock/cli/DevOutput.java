package dev.penstock.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.Outcome;
import dev.penstock.cli.dev.BuildMessage;
import dev.penstock.cli.dev.EventLine;
import dev.penstock.host.WatchedSink;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what goes on in {@code penstock dev}: lines for people, or an object in each line. Safe for several threads. */
final class DevOutput implements WatchedSink.Watcher {
    private final Terminal terminal;
    private final boolean json;

    DevOutput(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    @Override
    public void written(CloudEvent event, Outcome outcome) {
        EventLine line = EventLine.of(event, outcome);
        if (json) {
            object("event", line.values());
        } else {
            terminal.print(line.toString());
        }
    }

    /** Something has happened that a program may wait for. */
    void note(String kind, String text, Map<String, ?> values) {
        if (json) {
            object(kind, values);
        } else {
            terminal.print("penstock dev: " + text);
        }
    }

    /** Everything is up; the line is that of {@code penstock run}. */
    void ready(String line, int version) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("version", version);
            values.put("message", line);
            object("ready", values);
            terminal.warn(line);
        } else {
            terminal.print(line);
        }
    }

    /** What keeps the project from being built. */
    void mistakes(List<BuildMessage> messages) {
        for (BuildMessage message : messages) {
            if (json) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("file", message.file());
                values.put("line", message.line());
                values.put("column", message.column());
                values.put("message", message.text());
                object("mistake", values);
            } else {
                terminal.warn(message.toString());
            }
        }
    }

    private void object(String kind, Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", kind);
        all.putAll(values);
        terminal.print(line(all));
    }

    /** A JSON object in one line. */
    static String line(Map<String, ?> values) {
        try {
            return JSON.std.asString(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
