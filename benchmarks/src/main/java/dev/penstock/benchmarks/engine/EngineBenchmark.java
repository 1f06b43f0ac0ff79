package dev.penstock.benchmarks.engine;

import dev.penstock.api.Batch;
import dev.penstock.api.Offset;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine costs per event: slice, dispatcher and ledger, in batches of 500, from a source that has its events ready to a
 * sink that takes them at once.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    /** One key for all, as lines of one file have, or a key for each event. */
    @Param({"one", "many"})
    public String keys = "one";

    private final QueueStrand strand = new QueueStrand();
    private final PipelineMetrics metrics = new PipelineMetrics();

    /** Starts a pipeline that never ends. */
    @Setup(Level.Trial)
    public void start() {
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(CloudEventBuilder.v1()
                    .withId("event-" + i)
                    .withSource(URI.create("/benchmark"))
                    .withType("dev.penstock.benchmark")
                    .withSubject(keys.equals("one") ? null : "key-" + i)
                    .withData("application/json", new byte[300])
                    .build());
        }
        PipelinePlan plan = new PipelinePlan(
                "benchmark",
                "ready@1",
                () -> new ReadySource(events),
                "taking@1",
                TakingSink::new,
                DeliverySettings.standard());
        PipelineEngine engine = new PipelineEngine(
                plan, new Ports(NO_OFFSETS, letters -> {}, NOTHING_SEEN, new SplittableRandom(1)), strand, metrics);
        engine.start(Until.STOPPED);
    }

    /** Ten thousand events. */
    @Benchmark
    @OperationsPerInvocation(BATCH * BATCHES)
    public long move() {
        long goal = metrics.delivered() + BATCH * BATCHES;
        while (metrics.delivered() < goal) {
            strand.step();
        }
        return metrics.delivered();
    }

    private record ReadySource(List<CloudEvent> events) implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            Offset from = request.offset();
            long start = from == null ? 0 : from.number("position");
            int count = Math.min(events.size(), request.maxEvents());
            return Polled.more(events.subList(0, count), new AbstractList<>() {
                @Override
                public Offset get(int index) {
                    return Offset.of("position", start + index + 1);
                }

                @Override
                public int size() {
                    return count;
                }
            });
        }

        @Override
        public void close() {}
    }

    private static final class TakingSink implements Sink, OrderedBatches {
        @Override
        public Outcomes write(Batch batch) {
            return Outcomes.delivered(batch.size());
        }

        @Override
        public void close() {}
    }

    private static final OffsetStore NO_OFFSETS = new OffsetStore() {
        @Override
        public Claim claim(String pipeline) {
            return new Claim(pipeline, 1);
        }

        @Override
        public Map<Partition, Offset> load(String pipeline) {
            return Map.of();
        }

        @Override
        public void save(Claim claim, Map<Partition, Offset> offsets) {}
    };

    private static final SeenDeliveries NOTHING_SEEN = new SeenDeliveries() {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    };
}
