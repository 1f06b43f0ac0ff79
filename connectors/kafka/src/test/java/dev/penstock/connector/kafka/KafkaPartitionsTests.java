package dev.penstock.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.Polled.When;
import dev.penstock.api.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaPartitionsTests {
    private final Broker broker = Broker.shared();

    private KafkaPartitionsSource source(Object topics, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("bootstrap-servers", broker.address, "topics", topics));
        values.putAll(more);
        return new KafkaPartitionsSource(
                Configs.of(KafkaPartitionsConfig.class, values),
                new SourceContext("test", "kafka-partitions@0", InstantSource.system()));
    }

    private static Polled poll(
            KafkaPartitionsSource source, String partition, @Nullable Offset offset, int most, boolean draining) {
        return source.poll(
                new PollRequest(new Partition(partition), offset, most, 1 << 20, draining, Receiving.deadline(20)));
    }

    private static List<String> texts(Polled polled) {
        return polled.events().stream().map(Moving::text).toList();
    }

    private static Offset next(Polled polled) {
        Offset next = polled.next();
        if (next == null) {
            throw new AssertionError("nothing moved: " + polled);
        }
        return next;
    }

    @Test
    @Tag("I5")
    void readsOnePollAtATimeAsAFunctionDoes() {
        String topic = broker.topic(1);
        broker.writeMany(topic, 0, 10, 3);
        String partition = topic + "-0";
        Offset offset;
        try (KafkaPartitionsSource source = source(topic, Map.of())) {
            Polled begin = poll(source, partition, null, 4, false);
            assertThat(begin.events()).isEmpty();
            Polled first = poll(source, partition, next(begin), 4, false);
            assertThat(texts(first)).containsExactly("0", "1", "2", "3");
            offset = first.offsets().get(2);
        }
        try (KafkaPartitionsSource source = source(topic, Map.of())) {
            Polled again = poll(source, partition, offset, 100, true);
            assertThat(texts(again)).containsExactly("3", "4", "5", "6", "7", "8", "9");
            assertThat(again.events().get(0).getId()).isEqualTo(topic + "-0-3");
            assertThat(poll(source, partition, next(again), 100, true).when()).isEqualTo(When.END);
            assertThat(source.pending()).hasValue(0);
            // Back to an earlier place, as after a failure.
            assertThat(texts(poll(source, partition, offset, 2, false))).containsExactly("3", "4");
            assertThat(poll(source, partition, next(again), 2, false).when()).isEqualTo(When.LATER);
        }
    }

    @Test
    @Tag("I4")
    void readsAllPartitionsInAPipelineAndResumesByOffsets() {
        String topic = broker.topic(4);
        broker.writeMany(topic, 0, 5_000, 50);
        Map<Partition, Offset> offsets;
        try (Moving moving = Moving.from("p", () -> source(List.of(topic), Map.of()))) {
            await().until(() -> moving.arrived.size() == 5_000);
            KafkaSourceTests.assertOrder(moving.arrived);
            assertThat(moving.drain()).isTrue();
            offsets = Map.copyOf(moving.offsets);
        }
        broker.writeMany(topic, 5_000, 5_100, 50);
        try (Moving moving = Moving.from("p", () -> source(List.of(topic), Map.of()), offsets)) {
            await().until(() -> moving.arrived.size() >= 100);
            assertThat(new HashSet<>(moving.texts()))
                    .isEqualTo(new HashSet<>(IntStream.range(5_000, 5_100)
                            .mapToObj(Integer::toString)
                            .toList()));
        }
    }

    @Test
    void beginsAtATimeOrAtTheEnd() {
        String topic = broker.topic(1);
        long time = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 5; i++) {
            broker.write(new ProducerRecord<>(topic, null, time + i * 1000L, null, Broker.bytes("at " + i)));
        }
        try (KafkaPartitionsSource source = source(topic, Map.of("start", "2026-03-01T00:00:03Z"))) {
            Polled begin = poll(source, topic + "-0", null, 9, false);
            assertThat(texts(poll(source, topic + "-0", next(begin), 9, false))).containsExactly("at 3", "at 4");
        }
        try (KafkaPartitionsSource source = source(topic, Map.of("start", "latest"))) {
            assertThat(next(poll(source, topic + "-0", null, 9, false))).isEqualTo(Track.offset(5));
        }
    }

    @Test
    void passesWhatTransactionsLeaveBehind() {
        String topic = broker.topic(1);
        try (KafkaProducer<byte[], byte[]> producer =
                broker.producer(Map.of("transactional.id", Broker.name("transaction")))) {
            producer.initTransactions();
            producer.beginTransaction();
            Broker.get(producer.send(new ProducerRecord<>(topic, Broker.bytes("aborted"))));
            producer.abortTransaction();
        }
        try (KafkaPartitionsSource source = source(topic, Map.of())) {
            Polled polled = poll(source, topic + "-0", Track.offset(0), 9, true);
            for (int i = 0; i < 5 && polled.when() != When.END; i++) {
                polled = poll(source, topic + "-0", polled.next() == null ? Track.offset(0) : next(polled), 9, true);
            }
            assertThat(polled.when()).isEqualTo(When.END);
            assertThat(polled.events()).isEmpty();
        }
        try (KafkaPartitionsSource source = source(topic, Map.of("read-committed", false))) {
            assertThat(texts(poll(source, topic + "-0", Track.offset(0), 9, true)))
                    .containsExactly("aborted");
        }
    }
}
