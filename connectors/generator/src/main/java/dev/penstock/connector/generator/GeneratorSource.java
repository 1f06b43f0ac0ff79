package dev.penstock.connector.generator;

import dev.penstock.api.Connector;
import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes events up, at a rate or as fast as they are taken, each numbered from 0.
 *
 * <p>Id, time and data follow from the number and from the moment of the very first start, which the offset keeps: after a
 * restart the same number gives the same event. While the pipeline stands still the clock runs on, so the events of that
 * time come at once afterwards.
 */
@Connector(name = "generator", summary = "Makes events up, for first steps, tests and measurements")
public final class GeneratorSource implements PollingSource, Measured {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final long SECOND = 1_000_000_000L;

    private final Config config;
    private final SourceContext context;
    private final Template template;
    private final EventBuilder event;
    private @Nullable Instant begun;
    private long next;

    /**
     * Begins with the first poll.
     *
     * @param config how many events of what kind
     * @param context the clock that the rate goes by, and the pipeline's name, which is part of the events' source
     */
    public GeneratorSource(Config config, SourceContext context) {
        this.config = config;
        this.context = context;
        this.template = new Template(
                config.template() == null
                        ? "{\"sequence\":{{sequence}},\"random\":\"{{random}}\"}"
                        : config.template());
        this.event = EventBuilder.of(URI.create("urn:penstock:generator:" + path(context.pipeline())), config.type())
                .contentType(config.contentType());
    }

    private static String path(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public Polled poll(PollRequest request) {
        Offset offset = request.offset();
        Instant now = context.clock().instant();
        Instant start = begun;
        if (start == null) {
            start = offset == null || offset.text("begun") == null ? now : Instant.ofEpochMilli(offset.number("begun"));
            start = Instant.ofEpochMilli(start.toEpochMilli());
            begun = start;
        }
        next = offset == null ? 0 : offset.number("sequence");
        long until = Math.min(due(start, now), next + request.maxEvents());
        long first = next;
        List<CloudEvent> events = new ArrayList<>((int) Math.max(0, until - next));
        for (long bytes = 0; next < until && bytes < request.maxBytes(); next++) {
            byte[] data = data(next, time(start, next));
            events.add(event.id(Long.toString(next))
                    .time(time(start, next))
                    .data(data)
                    .build());
            bytes += data.length;
        }
        List<Offset> offsets = offsets(start, first, events.size());
        if (config.count() > 0 && next >= config.count()) {
            return Polled.end(events, offsets);
        }
        if (config.rate() == 0 || next < due(start, now)) {
            return Polled.more(events, offsets);
        }
        Duration pause = Duration.between(now, time(start, next));
        return Polled.later(events, offsets, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    /** How many events there should be by now. */
    private long due(Instant start, Instant now) {
        long limit = config.count() > 0 ? config.count() : Long.MAX_VALUE;
        if (config.rate() == 0) {
            return limit;
        }
        double seconds = Duration.between(start, now).toNanos() / (double) SECOND;
        return seconds < 0 ? 0 : Math.min(limit, (long) (seconds * config.rate()) + 1);
    }

    /** When an event is due; as fast as possible means that all of them are due at the start. */
    private Instant time(Instant start, long sequence) {
        return config.rate() == 0 ? start : start.plusNanos((long) (sequence * (SECOND / config.rate())));
    }

    private byte[] data(long sequence, Instant time) {
        if (config.size() == null || config.template() != null) {
            return template.data(sequence, time);
        }
        return Filler.json(sequence, (int) config.size().bytes());
    }

    private static List<Offset> offsets(Instant start, long first, int size) {
        return new AbstractList<>() {
            @Override
            public Offset get(int index) {
                return Offset.of(Map.of(
                        "sequence", Long.toString(first + index + 1), "begun", Long.toString(start.toEpochMilli())));
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @Override
    public OptionalLong pending() {
        Instant start = begun;
        if (start == null || (config.rate() == 0 && config.count() == 0)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(0, due(start, context.clock().instant()) - next));
    }

    @Override
    public void close() {}

    /**
     * How many events of what kind.
     *
     * @param rate events a second
     * @param count how many
     * @param size bytes of data
     * @param template the data
     * @param type the event type
     * @param contentType the media type of the data
     */
    public record Config(
            @Option(value = "Events a second; 0: as fast as they are taken", fallback = "1", min = "0") double rate,
            @Option(value = "How many events there are in all; 0: no end", fallback = "0", min = "0") long count,
            @Option(
                            value = "Bytes of data of each event: JSON, filled up",
                            min = "32B",
                            max = "64MiB",
                            example = "1KiB")
                    @Nullable
                    DataSize size,
            @Option(
                            value = "The data, with places for {{sequence}}, {{random}} and {{time}}",
                            example = "{\"order\": {{sequence}}, \"at\": \"{{time}}\"}")
                    @Nullable
                    String template,
            @Option(value = "The type of the events", fallback = "dev.penstock.generated") String type,
            @Option(value = "The media type of the data", fallback = "application/json") String contentType) {
        public Config {
            if (size != null && template != null) {
                throw new IllegalArgumentException("'size' and 'template' exclude each other; leave one out");
            }
            if (template != null) {
                new Template(template);
            }
        }
    }
}
