package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Batch;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.Sink;
import dev.penstock.api.SourceContext;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Workers;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline on the real engine, from a database into memory. */
final class Moving implements AutoCloseable {
    final Queue<CloudEvent> arrived = new ConcurrentLinkedQueue<>();
    final List<Object> deadLetters = new CopyOnWriteArrayList<>();
    final Map<Partition, Offset> offsets = new ConcurrentHashMap<>();
    private final Workers workers = new Workers(InstantSource.system(), (strand, bug) -> bug.printStackTrace());
    final PipelineEngine engine;

    Moving(JdbcSourceConfig config) {
        SourceContext context = new SourceContext("test", "jdbc@0", InstantSource.system());
        PipelinePlan plan = new PipelinePlan(
                "test",
                "jdbc@0",
                () -> new JdbcSource(config, context),
                "memory@0",
                Memory::new,
                DeliverySettings.standard());
        engine = new PipelineEngine(
                plan,
                new Ports(store(), deadLetters::addAll, SEEN, new SplittableRandom(1)),
                workers.newStrand("test"),
                new PipelineMetrics());
        engine.start(Until.STOPPED);
    }

    List<String> ids() {
        return arrived.stream().map(CloudEvent::getId).toList();
    }

    @Override
    public void close() {
        engine.drain(Duration.ZERO).toCompletableFuture().join();
        workers.close();
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

    /** Keeps what it is given. */
    private final class Memory implements Sink, Idempotent {
        @Override
        public Outcomes write(Batch batch) {
            Outcomes outcomes = new Outcomes(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                arrived.add(batch.event(i));
                outcomes.set(i, Outcome.delivered());
            }
            return outcomes;
        }

        @Override
        public void close() {}
    }
}
