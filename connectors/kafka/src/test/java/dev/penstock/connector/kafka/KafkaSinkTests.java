package dev.penstock.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcome.Kind;
import dev.penstock.api.Outcomes;
import dev.penstock.api.SinkContext;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaSinkTests {
    private final Broker broker = Broker.shared();

    static KafkaSink sink(String address, Object topic, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("bootstrap-servers", address, "topic", topic));
        values.putAll(more);
        return new KafkaSink(
                Configs.of(KafkaSinkConfig.class, values), new SinkContext("test", "kafka@0", InstantSource.system()));
    }

    private KafkaSink sink(Object topic, Map<String, ?> more) {
        return sink(broker.address, topic, more);
    }

    static CloudEvent event(String id, @Nullable String key, byte @Nullable [] data) {
        return EventBuilder.of(URI.create("/test"), "test")
                .id(id)
                .subject("shop")
                .contentType("text/plain")
                .extension("partitionkey", key)
                .data(data)
                .build();
    }

    static CloudEvent event(String id) {
        return event(id, "k", Broker.bytes(id));
    }

    private static Outcomes write(KafkaSink sink, CloudEvent... events) throws InterruptedException {
        return sink.write(new Batch(List.of(events), Deadline.in(Duration.ofSeconds(40), InstantSource.system())));
    }

    private static List<@Nullable Kind> kinds(Outcomes outcomes) {
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            kinds.add(outcome == null ? null : outcome.kind());
        }
        return kinds;
    }

    @Test
    void writesBinaryEventsThatTheSourceReadsAsTheyWere() throws InterruptedException {
        for (String mode : List.of("binary", "structured")) {
            String topic = broker.topic(1);
            CloudEvent event = EventBuilder.of(URI.create("/test"), "test")
                    .id("umlaut ä")
                    .time(java.time.Instant.parse("2026-01-01T00:00:00.123Z"))
                    .dataSchema(URI.create("http://example.com/schema"))
                    .contentType("application/json")
                    .extension("partitionkey", "Zürich")
                    .extension("traceparent", "00-1-2-01")
                    .data(Broker.bytes("{\"a\": 1}"))
                    .build();
            try (KafkaSink sink = sink(topic, Map.of("mode", mode))) {
                assertThat(kinds(write(sink, event))).containsExactly(Kind.DELIVERED);
            }
            assertThat(Broker.text(broker.read(topic).get(0).key())).isEqualTo("Zürich");
            try (KafkaSource source = KafkaSourceTests.source(broker, topic, Broker.name("group"), Map.of())) {
                assertThat(Receiving.one(source)).isEqualTo(event);
            }
        }
    }

    @Test
    void writesDataAloneAndTombstones() throws InterruptedException {
        String topic = broker.topic(1);
        try (KafkaSink sink = sink(topic, Map.of("mode", "data", "key", "subject", "headers", Map.of("who", "@id")))) {
            write(sink, event("1"), event("2", "k", null));
        }
        var records = broker.read(topic);
        assertThat(Broker.text(records.get(0).value())).isEqualTo("1");
        assertThat(Broker.text(records.get(0).key())).isEqualTo("shop");
        assertThat(Broker.text(records.get(0).headers().lastHeader("who").value()))
                .isEqualTo("1");
        assertThat(records.get(0).headers()).hasSize(1);
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    void rejectsWhatIsTooLargeAloneWhileItsBatchGoesOn() throws InterruptedException {
        String topic = broker.topic(1, Map.of("max.message.bytes", "20000"));
        CloudEvent largeForClient = event("large", "k", new byte[2 << 20]);
        CloudEvent largeForBroker = event("larger than the topic", "k", new byte[50_000]);
        try (KafkaSink sink = sink(topic, Map.of())) {
            assertThat(kinds(write(sink, event("1"), largeForClient, event("2"), largeForBroker, event("3"))))
                    .containsExactly(Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED);
        }
        assertThat(broker.values(topic)).containsExactly("1", "2", "3");
    }

    @Test
    void writesToTheTopicThatAnEventNames() throws InterruptedException {
        String topic = broker.topic(1);
        try (KafkaSink sink = sink(Map.of("attribute", "partitionkey"), Map.of())) {
            assertThat(kinds(write(sink, event("1", topic, null), event("2", null, null), event("3", "a b", null))))
                    .containsExactly(Kind.DELIVERED, Kind.REJECTED, Kind.REJECTED);
        }
        assertThat(broker.read(topic)).hasSize(1);
    }

    @Test
    @Tag("I3")
    void waitsForABrokerThatIsAwayAndForATopicThatIsNotThere() {
        Map<String, ?> quick = Map.of("properties", Map.of("max.block.ms", "500"));
        ConnectorException away = catchThrowableOfType(ConnectorException.class, () -> sink("127.0.0.1:1", "any", quick)
                .close());
        assertThat(away.failure().remedy()).isEqualTo(Remedy.RECONNECT);
        assertThat(away.failure().code()).isEqualTo("no-broker");
        ConnectorException unknown =
                catchThrowableOfType(ConnectorException.class, () -> sink("no-such-host.invalid:9092", "any", quick)
                        .close());
        assertThat(unknown.failure().remedy()).isEqualTo(Remedy.RECONNECT);
    }

    /** The client words both alike. */
    @Test
    void tellsATopicThatIsNotThereFromBrokersOutOfReach() {
        String words = "Topic t not present in metadata after 500 ms.";
        SendFaults faults = new SendFaults(false);
        assertThat(faults.outcome(new TimeoutException(words))).asString().contains("not-written");
        assertThat(faults.outcome(new TimeoutException(words, new UnknownTopicOrPartitionException())))
                .asString()
                .contains("no-topic");
    }

    @Test
    void writesABatchAsOneTransactionWithoutTheEventAtFault() throws InterruptedException {
        String topic = broker.topic(1, Map.of("max.message.bytes", "20000"));
        try (KafkaSink sink = sink(topic, Map.of("transactional", true))) {
            CloudEvent largeForBroker = event("larger than the topic", "k", new byte[50_000]);
            ConnectorException whole = catchThrowableOfType(
                    ConnectorException.class, () -> write(sink, event("0"), largeForBroker, event("9")));
            assertThat(whole.failure().remedy()).isEqualTo(Remedy.RETRY);
            assertThat(kinds(write(sink, largeForBroker))).containsExactly(Kind.REJECTED);
            Outcomes outcomes = write(sink, event("1"), event("2", "k", new byte[2 << 20]), event("3"));
            assertThat(kinds(outcomes)).containsExactly(Kind.RETRY, Kind.REJECTED, Kind.RETRY);
            assertThat(outcomes.get(0)).extracting("after").isEqualTo(Duration.ZERO);
            assertThat(broker.values(topic)).isEmpty();
            assertThat(kinds(write(sink, event("1"), event("3")))).containsExactly(Kind.DELIVERED, Kind.DELIVERED);
        }
        assertThat(broker.values(topic)).containsExactly("1", "3");
    }

    @Test
    void tellsTheEventAtFaultFromThoseThatTheProducerTakesBackWithIt() throws InterruptedException {
        String topic = broker.topic(1);
        Map<String, ?> waiting = Map.of("transactional", true, "properties", Map.of("linger.ms", "10000"));
        try (KafkaSink sink = sink(topic, waiting)) {
            Outcomes outcomes = write(sink, event("1"), event("2", "k", new byte[2 << 20]));
            assertThat(kinds(outcomes)).containsExactly(Kind.RETRY, Kind.REJECTED);
        }
    }
}
