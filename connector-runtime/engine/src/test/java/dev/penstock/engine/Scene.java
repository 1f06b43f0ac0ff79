package dev.penstock.engine;

import dev.penstock.api.Batch;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.config.DataSize;
import dev.penstock.engine.PipelineEngine.Ports;
import dev.penstock.engine.PipelineEngine.Until;
import dev.penstock.engine.simulation.SimulatedStrand;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.OffsetStore;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pipeline on a simulated strand without faults: tests say what the sink answers, and see what follows. */
final class Scene {
    final SimulatedStrand strand = new SimulatedStrand(new SplittableRandom(7));
    final PipelineMetrics metrics = new PipelineMetrics();
    final List<List<String>> writes = new ArrayList<>();
    final List<String> delivered = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final Map<Partition, Offset> offsets = new HashMap<>();
    final List<CloudEvent> upstream = new ArrayList<>();
    DeliverySettings settings = DeliverySettings.standard();
    PipelinePlan.Factory<? extends Source> source = UpstreamSource::new;
    PipelinePlan.Factory<? extends Sink> sink = ScriptedSink::new;
    Function<CloudEvent, Outcome> answer = event -> Outcome.delivered();

    @Nullable
    RuntimeException deadLetterFailure;

    boolean withDeadLetters = true;
    int sinksBuilt;
    private @Nullable PipelineEngine engine;

    /** An event of a key. */
    static CloudEvent event(String id, String key) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/scene"))
                .withType("test")
                .withSubject(key)
                .withData("text/plain", id.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    Scene upstream(String... idsAndKeys) {
        for (int i = 0; i < idsAndKeys.length; i += 2) {
            upstream.add(event(idsAndKeys[i], idsAndKeys[i + 1]));
        }
        return this;
    }

    Scene attempts(int most) {
        settings = new DeliverySettings(
                settings.ordering(),
                settings.batch(),
                new DeliverySettings.RetrySettings(most, Duration.ofMillis(100), Duration.ofSeconds(1)),
                settings.buffer(),
                settings.timeout());
        return this;
    }

    Scene buffer(int events, long bytes) {
        settings = new DeliverySettings(
                settings.ordering(),
                settings.batch(),
                settings.retry(),
                new DeliverySettings.Buffer(events, new DataSize(bytes)),
                settings.timeout());
        return this;
    }

    PipelineEngine start() {
        return startOn(strand);
    }

    PipelineEngine startOn(Strand chosen) {
        PipelinePlan plan = new PipelinePlan("scene", "source@1", source, "sink@1", sink, settings);
        PipelineEngine fresh = new PipelineEngine(
                plan,
                new Ports(store(), withDeadLetters ? this::keep : null, SEEN, new SplittableRandom(1)),
                chosen,
                metrics);
        fresh.start(Until.STOPPED);
        engine = fresh;
        return fresh;
    }

    private void keep(List<DeadLetter> letters) {
        if (deadLetterFailure != null) {
            throw deadLetterFailure;
        }
        deadLetters.addAll(letters);
    }

    /** Lets time pass until something holds. */
    void until(BooleanSupplier condition) {
        for (int i = 0; i < 200_000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            if (!strand.step()) {
                break;
            }
        }
        throw new AssertionError("never came true: " + (engine == null ? "" : engine.status()) + " writes " + writes);
    }

    /** Lets that much time pass. */
    void pass(Duration time) {
        Instant end = strand.clock().instant().plus(time);
        strand.schedule(time, () -> {});
        until(() -> !strand.clock().instant().isBefore(end));
    }

    int stored() {
        Offset offset = offsets.get(Partition.WHOLE);
        return offset == null ? 0 : (int) offset.number("position");
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

    static final SeenDeliveries SEEN = new SeenDeliveries() {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    };

    /** Polls the list. */
    private final class UpstreamSource implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            Offset from = request.offset();
            int position = from == null ? 0 : (int) from.number("position");
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> next = new ArrayList<>();
            while (position < upstream.size() && events.size() < request.maxEvents()) {
                events.add(upstream.get(position++));
                next.add(Offset.of("position", position));
            }
            return Polled.later(events, next, Duration.ofMillis(50));
        }

        @Override
        public void close() {}
    }

    /** Answers as told; stops at the first event that is to be tried again. */
    class ScriptedSink implements Sink, dev.penstock.api.OrderedBatches {
        ScriptedSink() {
            sinksBuilt++;
        }

        @Override
        public Outcomes write(Batch batch) {
            writes.add(batch.events().stream().map(CloudEvent::getId).toList());
            Outcomes outcomes = new Outcomes(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                Outcome outcome = answer.apply(batch.event(i));
                outcomes.set(i, outcome);
                if (outcome.kind() == Outcome.Kind.DELIVERED) {
                    delivered.add(batch.event(i).getId());
                } else if (outcome.kind() != Outcome.Kind.REJECTED) {
                    break;
                }
            }
            return outcomes;
        }

        @Override
        public void close() {}
    }

    static Outcome later() {
        return Outcome.retry(Failure.external("later", "not now"));
    }
}
