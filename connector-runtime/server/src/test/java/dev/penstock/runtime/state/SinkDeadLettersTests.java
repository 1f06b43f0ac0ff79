package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
}
