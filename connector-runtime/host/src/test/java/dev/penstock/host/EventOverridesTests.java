package dev.penstock.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Deadline;
import dev.penstock.api.Idempotent;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventOverridesTests {
    private static final CloudEvent EVENT = CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/x"))
            .withType("t")
            .withExtension("tenant", "old")
            .withExtension("kept", 7)
            .withData("text/plain", "data".getBytes(StandardCharsets.UTF_8))
            .build();

    private static EventOverrides of(String json) {
        return EventOverrides.of(new ProcessReferences(Map.of(EventOverrides.VARIABLE, json)));
    }

    /** Keeps what it is given. */
    private static final class Keeper implements Sink, OrderedBatches, Idempotent, Checkable {
        private final List<CloudEvent> written = new ArrayList<>();
        private boolean closed;

        @Override
        public Outcomes write(Batch batch) throws IOException {
            if (batch.event(0).getId().equals("bad")) {
                throw new IOException("the sink's own");
            }
            written.addAll(batch.events());
            Outcomes outcomes = new Outcomes(batch.size());
            outcomes.set(0, Outcome.delivered());
            return outcomes;
        }

        @Override
        public List<Check> check(Deadline deadline) {
            return List.of();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Batch batch(CloudEvent... events) {
        return new Batch(List.of(events), Deadline.in(Duration.ofSeconds(1), () -> Instant.EPOCH));
    }

    @Test
    void addsAndReplacesExtensionsOfWhatTheSinkSees() throws Exception {
        Keeper keeper = new Keeper();
        Sink sink = of("{\"extensions\":{\"tenant\":\"ü\",\"region\":\"eu\"},\"later\":[{}]}")
                .around(() -> keeper)
                .build();
        assertThat(sink.write(batch(EVENT, EVENT)).size()).isEqualTo(2);
        assertThat(keeper.written).hasSize(2);
        CloudEvent left = keeper.written.get(1);
        assertThat(left.getExtension("tenant")).isEqualTo("ü");
        assertThat(left.getExtension("region")).isEqualTo("eu");
        assertThat(left.getExtension("kept")).isEqualTo(7);
        assertThat(left.getData()).isEqualTo(EVENT.getData());
        assertThat(EVENT.getExtension("tenant")).isEqualTo("old");
        sink.close();
        assertThat(keeper.closed).isTrue();
    }

    @Test
    void leavesTheSinkItsAbilitiesAndItsExceptions() throws Exception {
        Sink sink = of("{\"extensions\":{\"a\":\"b\"}}").around(Keeper::new).build();
        assertThat(sink).isInstanceOf(OrderedBatches.class).isInstanceOf(Idempotent.class);
        assertThat(((Checkable) sink).check(batch(EVENT).deadline())).isEmpty();
        CloudEvent bad = CloudEventBuilder.v1(EVENT).withId("bad").build();
        org.assertj.core.api.Assertions.assertThatIOException()
                .isThrownBy(() -> sink.write(batch(bad)))
                .withMessage("the sink's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "{\"extensions\":null}", "{\"extensions\":{}}"})
    void leavesTheSinkAloneWhereNothingIsOverridden(String json) throws Exception {
        Keeper keeper = new Keeper();
        assertThat(of(json).around(() -> keeper).build()).isSameAs(keeper);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {                               | it is no JSON;
                    [1]                             | it is no JSON object
                    {} x                            | it is no JSON;
                    {} {}                           | something follows
                    {"extensions":1}                | its 'extensions' are no object
                    {"extensions":{"Tenant":"a"}}   | 'Tenant' is no name of an attribute
                    {"extensions":{"a-b":"a"}}      | 'a-b' is no name of an attribute
                    {"extensions":{"":"a"}}         | '' is no name of an attribute
                    {"extensions":{"id":"a"}}       | 'id' is no extension attribute
                    {"extensions":{"a":1}}          | the value of 'a' is no text
                    {"extensions":{"a":"\\n"}}      | the value of 'a' holds a control character
                    """)
    void refusesWhatIsMalformed(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(json))
                .withMessageContaining("K_CE_OVERRIDES is malformed: " + message)
                .withMessageEndingWith("or leave it out");
    }
}
