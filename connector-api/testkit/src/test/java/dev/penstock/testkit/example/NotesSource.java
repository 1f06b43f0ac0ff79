package dev.penstock.testkit.example;

import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads notes: files with growing names, each written once. */
@Connector(name = "notes", summary = "Reads the notes of a directory")
public final class NotesSource implements PollingSource {
    /**
     * Which notes.
     *
     * @param directory where they are
     * @param interval how often to look
     */
    public record Config(
            @Option("The directory that holds the notes") Path directory,
            @Option(value = "How often to look for new ones", fallback = "5s") Duration interval) {}

    private final Config config;

    /** Reads nothing yet. */
    public NotesSource(Config config, SourceContext context) {
        this.config = config;
    }

    @Override
    public Polled poll(PollRequest request) throws IOException {
        List<CloudEvent> events = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        long bytes = 0;
        for (Path note : after(request.offset())) {
            if (events.size() == request.maxEvents() || bytes >= request.maxBytes()) {
                return Polled.more(events, offsets);
            }
            byte[] data = Files.readAllBytes(note);
            String name = note.getFileName().toString();
            events.add(EventBuilder.of(config.directory().toUri(), "com.example.note")
                    .id(name) // the same note has the same id, whenever it is read
                    .data(data)
                    .build());
            offsets.add(Offset.of("note", name));
            bytes += data.length;
        }
        return request.draining() ? Polled.end(events, offsets) : Polled.later(events, offsets, config.interval());
    }

    private List<Path> after(@Nullable Offset offset) throws IOException {
        String last = offset == null ? "" : offset.text("note");
        if (last == null) {
            throw new ConnectorException(Failure.user(
                    "bad-offset", "the offset " + offset + " names no note; reset it with 'penstock offsets'"));
        }
        try (Stream<Path> notes = Files.list(config.directory())) {
            return notes.filter(note -> note.getFileName().toString().compareTo(last) > 0)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {}
}
