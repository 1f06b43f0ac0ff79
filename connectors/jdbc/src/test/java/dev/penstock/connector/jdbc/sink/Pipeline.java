package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.config.DataSize;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Workers;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** A pipeline on the real engine: numbered events into a sink. */
final class Pipeline implements AutoCloseable {
    final List<DeadLetter> deadLetters = Collections.synchronizedList(new ArrayList<>());
    final PipelineEngine engine;
    private final Map<Partition, Offset> offsets = new ConcurrentHashMap<>();
    private final Workers workers = new Workers(InstantSource.system(), (strand, bug) -> bug.printStackTrace());

    /** Moves events 0 to {@code count - 1} in writes of at most 200. */
    Pipeline(int count, IntFunction<CloudEvent> events, Sinks sink) {
        DeliverySettings standard = DeliverySettings.standard();
        DeliverySettings settings = new DeliverySettings(
                standard.ordering(),
                new DeliverySettings.BatchSettings(200, DataSize.mebibytes(4), Duration.ZERO),
                new DeliverySettings.RetrySettings(8, Duration.ofMillis(50), Duration.ofSeconds(1)),
                standard.buffer(),
                Duration.ofSeconds(20));
        PipelinePlan plan =
                new PipelinePlan("p", "numbers@1", () -> new Numbers(count, events), "jdbc@1", sink::build, settings);
        engine = new PipelineEngine(
                plan,
                new Ports(store(), deadLetters::addAll, SEEN, new SplittableRandom(1)),
                workers.newStrand("p"),
                new PipelineMetrics());
        engine.start(Until.END);
    }

    private record Numbers(int count, IntFunction<CloudEvent> make) implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            Offset offset = request.offset();
            int from = offset == null ? 0 : (int) offset.number("next");
            int to = Math.min(count, from + Math.min(request.maxEvents(), 500));
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> offsets = new ArrayList<>();
            for (int i = from; i < to; i++) {
                events.add(make.apply(i));
                offsets.add(Offset.of("next", i + 1));
            }
            return to == count ? Polled.end(events, offsets) : Polled.more(events, offsets);
        }

        @Override
        public void close() {}
    }

    private OffsetStore store() {
        return new OffsetStore() {
            @Override
            public Claim claim(String pipeline) {
                return new Claim(pipeline, 1);
            }

            @Override
            public Map<Partition, Offset> load(String pipeline) {
                return Map.copyOf(offsets);
            }

            @Override
            public void save(Claim claim, Map<Partition, Offset> saved) {
                offsets.putAll(saved);
            }
        };
    }

    private static final SeenDeliveries SEEN = new SeenDeliveries() {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    };

    @Override
    public void close() {
        engine.drain(Duration.ZERO).toCompletableFuture().join();
        workers.close();
    }
}
