package dev.penstock.connector.kafka;

import dev.penstock.api.Batch;
import dev.penstock.api.Offset;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pipeline on the real engine, with a source or a sink of Kafka's and the other end in memory. */
final class Moving implements AutoCloseable {
    final List<CloudEvent> arrived = Collections.synchronizedList(new ArrayList<>());
    final List<DeadLetter> deadLetters = Collections.synchronizedList(new ArrayList<>());
    final Map<Partition, Offset> offsets = new ConcurrentHashMap<>();
    volatile Function<CloudEvent, Outcome> answer = event -> Outcome.delivered();
    private final Workers workers = new Workers(InstantSource.system(), (strand, bug) -> bug.printStackTrace());
    final PipelineMetrics metrics = new PipelineMetrics();
    PipelineEngine engine;

    private Moving(
            String name,
            PipelinePlan.Factory<? extends Source> source,
            PipelinePlan.@Nullable Factory<? extends Sink> sink,
            Map<Partition, Offset> stored) {
        offsets.putAll(stored);
        PipelinePlan plan = new PipelinePlan(
                name, "source@1", source, "sink@1", sink == null ? Memory::new : sink, DeliverySettings.standard());
        engine = new PipelineEngine(
                plan,
                new Ports(store(), deadLetters::addAll, SEEN, new SplittableRandom(1)),
                workers.newStrand(name),
                metrics);
    }

    /** From a source to {@link #arrived}. */
    static Moving from(String name, PipelinePlan.Factory<? extends Source> source) {
        return from(name, source, Map.of());
    }

    static Moving from(String name, PipelinePlan.Factory<? extends Source> source, Map<Partition, Offset> stored) {
        return new Moving(name, source, null, stored).started();
    }

    /** From a source to a sink. */
    static Moving between(
            String name, PipelinePlan.Factory<? extends Source> source, PipelinePlan.Factory<? extends Sink> sink) {
        return new Moving(name, source, sink, Map.of()).started();
    }

    private Moving started() {
        engine.start(Until.STOPPED);
        return this;
    }

    List<String> texts() {
        synchronized (arrived) {
            return arrived.stream().map(Moving::text).toList();
        }
    }

    List<String> ids() {
        synchronized (arrived) {
            return arrived.stream().map(CloudEvent::getId).toList();
        }
    }

    static String text(CloudEvent event) {
        var data = event.getData();
        return data == null ? "(none)" : String.valueOf(Broker.text(data.toBytes()));
    }

    /** Drains; true if everything was delivered. */
    boolean drain() {
        return engine.drain(Duration.ofSeconds(10)).toCompletableFuture().join();
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
    private final class Memory implements Sink, OrderedBatches {
        @Override
        public Outcomes write(Batch batch) {
            Outcomes outcomes = new Outcomes(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                Outcome outcome = answer.apply(batch.event(i));
                outcomes.set(i, outcome);
                if (outcome.kind() == Outcome.Kind.DELIVERED) {
                    arrived.add(batch.event(i));
                } else if (outcome.kind() == Outcome.Kind.RETRY) {
                    break;
                }
            }
            return outcomes;
        }

        @Override
        public void close() {}
    }
}
