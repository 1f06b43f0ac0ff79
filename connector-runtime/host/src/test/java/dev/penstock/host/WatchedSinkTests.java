package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelinePlan;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedSinkTests {
    private final List<String> seen = new ArrayList<>();

    /** Delivers, rejects, forgets; throws at a batch that begins with {@code bad}. */
    private static final class Moody implements Sink, OrderedBatches {
        @Override
        public Outcomes write(Batch batch) throws IOException {
            if (batch.event(0).getId().equals("bad")) {
                throw new IOException("broken off");
            }
            return new Outcomes(batch.size())
                    .set(0, Outcome.delivered())
                    .set(1, Outcome.rejected(Failure.user("no", "not that one")));
        }

        @Override
        public void close() {}
    }

    private Sink watched() throws Exception {
        PipelinePlan plan = new PipelinePlan(
                "p",
                "source@1",
                () -> {
                    throw new IllegalStateException("not used");
                },
                "sink@1",
                Moody::new,
                DeliverySettings.standard());
        return WatchedSink.watched(plan, (event, outcome) -> seen.add(event.getId() + " " + outcome.kind()))
                .sink()
                .build();
    }

    private static Batch batch(String... ids) {
        List<CloudEvent> events = new ArrayList<>();
        for (String id : ids) {
            events.add(CloudEventBuilder.v1()
                    .withId(id)
                    .withSource(URI.create("/x"))
                    .withType("t")
                    .build());
        }
        return new Batch(events, Deadline.in(Duration.ofSeconds(1), () -> Instant.EPOCH));
    }

    @Test
    void tellsWhatBecameOfEachEventAndChangesNothing() throws Exception {
        Sink sink = watched();
        assertThat(sink).isInstanceOf(OrderedBatches.class);
        Outcomes outcomes = sink.write(batch("1", "2", "3"));
        assertThat(outcomes.get(2)).isNull();
        assertThatIOException().isThrownBy(() -> sink.write(batch("bad", "4"))).withMessage("broken off");
        assertThat(seen).containsExactly("1 DELIVERED", "2 REJECTED", "3 RETRY", "bad RETRY", "4 RETRY");
    }
}
