package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Concurrent;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.engine.PipelineStatus.State;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connectors that throw where nobody expects it, or are asked more than they should be. */
class UnsoundConnectorTests {
    private final Scene scene = new Scene();

    @Test
    void aPartitionIsPolledNoMoreOftenThanItWantsHoweverOftenPartitionsAreListed() {
        AtomicInteger polls = new AtomicInteger();
        scene.source = () -> new Slow(polls);
        scene.start();
        scene.pass(Duration.ofHours(1));
        assertThat(polls).hasValueBetween(58, 62);
    }

    @Test
    @Tag("I9")
    void anEventThatCannotBeMeasuredIsAFailureOfItsPollAndPassesWithIt() {
        AtomicInteger polls = new AtomicInteger();
        scene.source = () -> new Once(() -> {
            if (polls.incrementAndGet() == 1) {
                throw new IllegalStateException("cannot be written as bytes");
            }
            return new byte[1];
        });
        scene.start();
        scene.until(() -> scene.delivered.contains("1"));
        assertThat(polls).hasValueGreaterThan(1);
    }

    @Test
    @Tag("I9")
    void aSinkThatCannotSayWhatItCanDoIsBuiltAnew() {
        scene.upstream("1", "a");
        AtomicInteger built = new AtomicInteger();
        scene.sink = () -> new Undecided(built.incrementAndGet() < 3);
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.RECONNECTING);
        scene.until(() -> scene.stored() == 1);
        assertThat(built).hasValue(3);
    }

    @Test
    void aSourceThatHaltedIsBuiltAnewWhenItIsMendedAndTheSinkIsLeftAlone() {
        AtomicInteger built = new AtomicInteger();
        scene.source = () -> {
            boolean wrong = built.incrementAndGet() == 1;
            return new Once(() -> {
                if (wrong) {
                    throw new ConnectorException(Failure.user("credentials", "the token is wrong"));
                }
                return new byte[1];
            });
        };
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.HALTED);

        engine.resume();
        scene.until(() -> scene.stored() == 1);
        assertThat(built).hasValue(2);
        assertThat(scene.sinksBuilt).isEqualTo(1);
        assertThat(engine.status().state()).isEqualTo(State.RUNNING);
    }

    @Test
    @Tag("I3")
    void resumingWritesNothingWhileDeadLettersCannotBeKept() {
        scene.upstream("1", "a");
        scene.answer = event -> Outcome.rejected(Failure.user("bad", "bad event"));
        scene.deadLetterFailure = new IllegalStateException("disk full");
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.status().state() == State.HALTED);
        int before = scene.writes.size();
        scene.upstream("2", "b");
        engine.resume();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.writes).hasSize(before);

        scene.deadLetterFailure = null;
        scene.until(() -> scene.stored() == 2);
    }

    /** Two partitions, each with nothing and the wish to be left alone for two minutes. */
    private record Slow(AtomicInteger polls) implements PollingSource, Partitioned {
        @Override
        public List<Partition> partitions(Deadline deadline) {
            return List.of(new Partition("one"), new Partition("two"));
        }

        @Override
        public Polled poll(PollRequest request) {
            polls.incrementAndGet();
            return Polled.nothing(Duration.ofMinutes(2));
        }

        @Override
        public void close() {}
    }

    /** One event whose data is what it is given. */
    private record Once(io.cloudevents.CloudEventData data) implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            if (request.offset() != null) {
                return Polled.nothing(Duration.ofSeconds(1));
            }
            CloudEvent event = CloudEventBuilder.v1(Scene.event("1", "a"))
                    .withData("text/plain", data)
                    .build();
            return Polled.more(List.of(event), List.of(Offset.of("position", 1)));
        }

        @Override
        public void close() {}
    }

    private record Undecided(boolean throwing) implements Sink, Concurrent {
        @Override
        public int concurrency() {
            if (throwing) {
                throw new IllegalStateException("not known yet");
            }
            return 2;
        }

        @Override
        public Outcomes write(Batch batch) {
            return Outcomes.delivered(batch.size());
        }

        @Override
        public void close() {}
    }
}
