package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sound source: the lines of a file, each in Base64. Broken ones override a step of it. */
@Connector(name = "lines", summary = "Reads the lines of a file")
public class LinesSource implements PollingSource {
    /** Where to read. */
    public record Config(
            @Option("The file") Path path,
            @Option("Proves nothing, but must not be shown") Secret token,
            @Option(value = "How often to look", fallback = "1s", min = "1ms") Duration interval) {}

    protected final Config config;

    public LinesSource(Config config, SourceContext context) {
        this.config = config;
    }

    protected List<String> lines() throws IOException {
        return Files.exists(config.path()) ? Files.readAllLines(config.path()) : List.of();
    }

    protected int position(@Nullable Offset offset) {
        return offset == null ? 0 : (int) offset.number("line");
    }

    protected Offset offset(int position) {
        return Offset.of("line", position);
    }

    protected String id(int line, byte[] data) {
        return "line-" + line;
    }

    protected byte[] data(String line) {
        return Base64.getDecoder().decode(line);
    }

    protected boolean full(int events, long bytes, PollRequest request) {
        return events >= request.maxEvents() || bytes >= request.maxBytes();
    }

    @Override
    public Polled poll(PollRequest request) throws Exception {
        List<String> lines = lines();
        int position = position(request.offset());
        List<CloudEvent> events = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        for (long bytes = 0; position < lines.size() && !full(events.size(), bytes, request); position++) {
            byte[] data = data(lines.get(position));
            events.add(EventBuilder.of(URI.create("/lines"), "line")
                    .id(id(position, data))
                    .data(data)
                    .build());
            offsets.add(offset(position + 1));
            bytes += data.length;
        }
        if (position < lines.size()) {
            return Polled.more(events, offsets);
        }
        return request.draining() ? Polled.end(events, offsets) : Polled.later(events, offsets, config.interval());
    }

    @Override
    public void close() throws Exception {}
}
