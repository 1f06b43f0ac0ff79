package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.host.SinkDeadLetters;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SinkDeadLettersTests {
    private final List<CloudEvent> written = new ArrayList<>();
    private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();
    private int built;
    private int closed;

    private final SinkDeadLetters letters =
            new SinkDeadLetters(Recording::new, Duration.ofSeconds(5), InstantSource.system());

    private final class Recording implements Sink {
        Recording() {
            built++;
        }

        @Override
        public Outcomes write(Batch batch) {
            written.addAll(batch.events());
            return Outcomes.all(batch.size(), outcomes.isEmpty() ? Outcome.delivered() : outcomes.remove());
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    @Tag("I5")
    void wrapsTheUntouchedEventUnderAStableId() throws Exception {
        letters.store(List.of(DeadLettersTests.letter("p", 1), DeadLettersTests.letter("p", 2)));
        letters.store(List.of(DeadLettersTests.letter("p", 1)));

        assertThat(built).isEqualTo(1);
        assertThat(written).extracting(CloudEvent::getType).containsOnly("dev.penstock.dead-letter");
        assertThat(written.get(0).getId())
                .isEqualTo(written.get(2).getId())
                .isNotEqualTo(written.get(1).getId());
        String data = new String(written.get(0).getData().toBytes(), StandardCharsets.UTF_8);
        assertThat(data)
                .startsWith("{\"failure\":{\"code\":\"http-404\",\"message\":\"not there\",\"blame\":\"user\"},"
                        + "\"attempts\":8,\"stage\":\"sink\",\"connector\":\"http@1.0.0\",\"pipeline\":\"p\","
                        + "\"time\":\"2026-02-03T04:05:06.789Z\",\"event\":{")
                .contains("\"data\":{\"n\": 1.00, \"n\": 2}");
    }

    @Test
    @Tag("I3")
    void failsUnlessEveryLetterIsDurableAndBuildsTheSinkAnew() throws Exception {
        Failure failure = Failure.external("down", "not now");
        outcomes.add(Outcome.delivered());
        outcomes.add(Outcome.retry(failure));
        assertThatThrownBy(
                        () -> letters.store(List.of(DeadLettersTests.letter("p", 1), DeadLettersTests.letter("p", 2))))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.failure()).isEqualTo(failure));
        assertThat(closed).isEqualTo(1);
        outcomes.add(Outcome.skipped("no letters wanted"));
        assertThatThrownBy(() -> letters.store(List.of(DeadLettersTests.letter("p", 1))))
                .hasMessageContaining("no letters wanted");
        letters.store(List.of(DeadLettersTests.letter("p", 1)));
        assertThat(built).isEqualTo(3);
        letters.close();
        assertThat(closed).isEqualTo(3);
    }

    @Test
    @Tag("I9")
    void aSinkThatHangsKeepsNeitherTheThreadsOfLaterAttemptsNorTheClosing() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        SinkDeadLetters hanging =
                new SinkDeadLetters(() -> hangs(writing, end), Duration.ofSeconds(5), InstantSource.system());
        Thread first = thread(hanging);
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
        Thread second = thread(hanging);
        second.interrupt(); // given up
        second.join(20_000);
        assertThat(second.isAlive()).isFalse();
        Thread closing = new Thread(hanging::close);
        closing.setDaemon(true);
        closing.start();
        closing.join(20_000);
        assertThat(closing.isAlive()).isFalse();

        end.countDown();
        first.join(20_000);
        assertThat(first.isAlive()).isFalse();
    }

    private static Thread thread(SinkDeadLetters letters) {
        Thread thread = new Thread(() -> {
            try {
                letters.store(List.of(DeadLettersTests.letter("p", 1)));
            } catch (Exception e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Sink hangs(CountDownLatch writing, CountDownLatch end) {
        return new Sink() {
            @Override
            public Outcomes write(Batch batch) throws Exception {
                writing.countDown();
                end.await();
                return Outcomes.delivered(batch.size());
            }

            @Override
            public void close() {}
        };
    }
}
