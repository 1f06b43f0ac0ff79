package dev.penstock.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Outcome;
import dev.penstock.api.SourceContext;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaSourceTests {
    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    static KafkaSource source(Broker broker, Object topics, String group, Map<String, ?> more) {
        Map<String, Object> values =
                new HashMap<>(Map.of("bootstrap-servers", broker.address, "topics", topics, "group-id", group));
        values.putAll(more);
        return new KafkaSource(
                Configs.of(KafkaSourceConfig.class, values),
                new SourceContext("test", "kafka@0", InstantSource.system()));
    }

    private Moving moving(Object topics) {
        return moving(topics, Map.of());
    }

    private Moving moving(Object topics, Map<String, ?> more) {
        return Moving.from("test", () -> source(broker, topics, group, more));
    }

    @Test
    void readsPlainRecordsWithKeysHeadersAndTombstones() {
        String topic = broker.topic(1);
        ProducerRecord<byte[], byte[]> full = new ProducerRecord<>(
                topic, null, 1_700_000_000_000L, Broker.bytes("car-7"), Broker.bytes("{\"speed\":50}"));
        full.headers().add("content-type", Broker.bytes("application/json"));
        full.headers().add("X-Trace-Id", Broker.bytes("abc"));
        broker.write(full);
        broker.write(topic, "car-7", null);
        broker.write(topic, null, "");
        try (Moving moving = moving(topic)) {
            await().until(() -> moving.arrived.size() == 3);
            CloudEvent event = moving.arrived.get(0);
            assertThat(event.getId()).isEqualTo(topic + "-0-0");
            assertThat(event.getSource()).isEqualTo(URI.create("/kafka/" + topic));
            assertThat(event.getType()).isEqualTo("dev.penstock.kafka.record");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getTime()).hasToString("2023-11-14T22:13:20Z");
            assertThat(event.getExtension("partitionkey")).isEqualTo("car-7");
            assertThat(event.getExtension("xtraceid")).isEqualTo("abc");
            assertThat(Moving.text(event)).isEqualTo("{\"speed\":50}");
            assertThat(moving.arrived.get(1).getData()).isNull();
            assertThat(moving.arrived.get(2).getData()).isNotNull();
            assertThat(moving.arrived.get(2).getExtensionNames()).isEmpty();
            assertThat(moving.arrived.get(2).getSubject()).isEqualTo(topic + "-0");
        }
    }

    @Test
    @Tag("I1")
    @Tag("I5")
    void resumesBehindWhatIsSettledWithTheSameIds() {
        String topic = broker.topic(1);
        broker.writeMany(topic, 0, 100, 10);
        List<String> first;
        try (Moving moving = moving(topic)) {
            moving.answer = event -> Integer.parseInt(Moving.text(event)) < 50
                    ? Outcome.delivered()
                    : Outcome.retry(dev.penstock.api.Failure.disconnected("away", "the sink is away"));
            await().until(() -> moving.arrived.size() >= 50);
            first = moving.ids();
            await().until(() -> broker.committed(group, topic) == 50);
        }
        assertThat(broker.committed(group, topic)).isEqualTo(50);
        try (Moving moving = moving(topic)) {
            await().until(() -> moving.arrived.size() >= 50);
            assertThat(moving.texts())
                    .containsExactlyElementsOf(
                            IntStream.range(50, 100).mapToObj(Integer::toString).toList());
            assertThat(moving.ids()).doesNotContainAnyElementsOf(first);
            assertThat(moving.drain()).isTrue();
        }
        assertThat(broker.committed(group, topic)).isEqualTo(100);
    }

    @Test
    @Tag("I3")
    void aRecordThatIsNoEventGoesToTheDeadLettersAndTheRestGoesOn() {
        String topic = broker.topic(1);
        broker.write(topic, "k", "good");
        ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(topic, Broker.bytes("{\"half\":"));
        poison.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        broker.write(poison);
        broker.write(topic, "k", "good, too");
        try (Moving moving = moving(topic)) {
            await().until(() -> broker.committed(group, topic) == 3);
            assertThat(moving.texts()).containsExactly("good", "good, too");
            assertThat(moving.deadLetters).singleElement().satisfies(letter -> {
                assertThat(letter.event().getId()).isEqualTo(topic + "-0-1");
                assertThat(Moving.text(letter.event())).isEqualTo("{\"half\":");
                assertThat(letter.stage()).isEqualTo("source");
                assertThat(letter.failure().code()).isEqualTo("not-a-cloudevent");
            });
        }
    }

    @Test
    @Tag("I4")
    void readsMuchWithTheOrderOfKeysAndTellsTheLag() {
        String topic = broker.topic(4);
        broker.writeMany(topic, 0, 20_000, 100);
        try (Moving moving = moving(List.of(topic))) {
            await().until(() -> moving.arrived.size() == 20_000);
            assertOrder(moving.arrived);
            assertThat(new HashSet<>(moving.ids())).hasSize(20_000);
            await().until(() -> broker.committed(group, topic) == 20_000);
            await().until(() -> moving.metrics.pending() == 0);
        }
    }

    static void assertOrder(List<CloudEvent> events) {
        Map<Object, Integer> last = new HashMap<>();
        for (CloudEvent event : List.copyOf(events)) {
            int number = Integer.parseInt(Moving.text(event));
            Integer before = last.put(event.getExtension("partitionkey"), number);
            assertThat(before == null || before < number)
                    .as(before + " then " + number)
                    .isTrue();
        }
    }
}
