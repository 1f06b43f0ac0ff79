package dev.penstock.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Outcome;
import dev.penstock.api.Settlement;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when partitions move, members vanish, and the broker does. */
class KafkaGroupTests {
    private static final Map<String, ?> QUICK =
            Map.of("properties", Map.of("session.timeout.ms", "3000", "heartbeat.interval.ms", "500"));

    private static final Deadline FAR = Receiving.deadline(600);

    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private Moving moving(String topic, Map<String, ?> more) {
        return Moving.from("test", () -> KafkaSourceTests.source(broker, topic, group, more));
    }

    private static Set<String> numbers(int count) {
        return new HashSet<>(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    @Test
    @Tag("I2")
    @Tag("I4")
    void handsPartitionsOverToAMemberThatJoinsWithoutLossRepetitionOrDisorder() {
        String topic = broker.topic(4);
        List<CloudEvent> all = new CopyOnWriteArrayList<>();
        broker.writeMany(topic, 0, 3_000, 40);
        try (Moving first = moving(topic, Map.of())) {
            first.answer = event -> noted(all, event);
            await().until(() -> all.size() > 500);
            try (Moving second = moving(topic, Map.of())) {
                second.answer = event -> noted(all, event);
                await().until(() -> {
                    broker.writeMany(topic, all.size() + 3_000, all.size() + 3_001, 40);
                    return second.arrived.size() > 5;
                });
                assertThat(second.drain()).isTrue();
            }
            broker.writeMany(topic, 100_000, 101_000, 40);
            int written = broker.read(topic).size();
            await().until(() -> all.size() >= written);
            assertThat(first.drain()).isTrue();
        }
        assertThat(ids(all)).doesNotHaveDuplicates();
        assertThat(all).hasSize(broker.read(topic).size());
        assertOffsetOrder(all);
    }

    private static Outcome noted(List<CloudEvent> all, CloudEvent event) {
        all.add(event);
        return Outcome.delivered();
    }

    private static List<String> ids(List<CloudEvent> events) {
        return events.stream().map(CloudEvent::getId).toList();
    }

    /** In each partition every event is behind those before it. */
    private static void assertOffsetOrder(List<CloudEvent> events) {
        Map<String, Long> last = new java.util.HashMap<>();
        for (CloudEvent event : events) {
            long offset = offset(event);
            Long before = last.put(String.valueOf(event.getSubject()), offset);
            assertThat(before == null || before < offset)
                    .as(event.getSubject() + ": " + before + " then " + offset)
                    .isTrue();
        }
    }

    private static long offset(CloudEvent event) {
        String id = event.getId();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    @Test
    @Tag("I2")
    void receiptsOfALostPartitionCommitNothing() throws Exception {
        String topic = broker.topic(1);
        broker.writeMany(topic, 0, 10, 1);
        KafkaSource lost = KafkaSourceTests.source(broker, topic, group, QUICK);
        List<Delivery> taken = Receiving.some(lost, 10);
        Assignment.Receipt receipt = (Assignment.Receipt) taken.get(9).receipt();
        receipt.assignment.end(); // as onPartitionsLost does
        lost.settle(
                taken.stream()
                        .map(each -> Settlement.acknowledge(each.receipt()))
                        .toList(),
                Receiving.deadline(5));
        lost.close();
        assertThat(broker.committed(group, topic)).isZero();
        try (KafkaSource next = KafkaSourceTests.source(broker, topic, group, QUICK)) {
            assertThat(Moving.text(Receiving.one(next))).isEqualTo("0");
        }
    }

    @Test
    @Tag("I2")
    void commitsTheLongestSettledPrefixOnly() throws Exception {
        String topic = broker.topic(1);
        broker.writeMany(topic, 0, 10, 1);
        Deadline deadline = Receiving.deadline(30);
        try (KafkaSource source = KafkaSourceTests.source(broker, topic, group, QUICK)) {
            List<Delivery> taken = Receiving.some(source, 10);
            source.settle(List.of(ack(taken, 0), ack(taken, 1), ack(taken, 3), ack(taken, 9)), deadline);
            await().until(() -> broker.committed(group, topic) == 2);
            source.settle(List.of(ack(taken, 2)), deadline);
            await().until(() -> broker.committed(group, topic) == 4);
        }
        assertThat(broker.committed(group, topic)).isEqualTo(4);
    }

    private static Settlement ack(List<Delivery> taken, int index) {
        return Settlement.acknowledge(taken.get(index).receipt());
    }

    @Test
    @Tag("I3")
    void whatIsHandedBackComesAgainWithAllBehindIt() throws Exception {
        String topic = broker.topic(1);
        broker.writeMany(topic, 0, 5, 1);
        Deadline deadline = Receiving.deadline(30);
        try (KafkaSource source = KafkaSourceTests.source(broker, topic, group, QUICK)) {
            List<Delivery> taken = Receiving.some(source, 5);
            source.settle(
                    List.of(ack(taken, 0), Settlement.handBack(taken.get(1).receipt(), Duration.ZERO), ack(taken, 2)),
                    deadline);
            List<Delivery> again = Receiving.some(source, 4);
            assertThat(again.stream().map(each -> Moving.text(each.event()))).containsExactly("1", "2", "3", "4");
            source.settle(Stream.of(0, 1, 2, 3).map(i -> ack(again, i)).toList(), deadline);
            await().until(() -> broker.committed(group, topic) == 5);
        }
    }

    @Test
    @Tag("I1")
    void aMemberThatSettlesNothingGivesPartitionsUpAfterAWhileAndNothingIsLost() throws Exception {
        String topic = broker.topic(4);
        broker.writeMany(topic, 0, 2_000, 20);
        try (KafkaSource stuck = KafkaSourceTests.source(broker, topic, group, Map.of("revoke-wait", "500ms"))) {
            List<Delivery> taken = Receiving.some(stuck, 2_000);
            try (Moving other = moving(topic, Map.of())) {
                await().until(() -> other.arrived.size() > 0);
                stuck.settle(
                        taken.stream()
                                .map(each -> Settlement.acknowledge(each.receipt()))
                                .toList(),
                        FAR);
                await().until(() -> broker.committed(group, topic) == 2_000);
                KafkaSourceTests.assertOrder(other.arrived);
                assertThat(other.arrived).hasSizeLessThan(2_000);
            }
        }
    }

    @Test
    @Tag("I8")
    void survivesThatTheBrokerIsKilledUnderLoad() {
        String topic = broker.topic(4);
        String copy = broker.topic(4);
        broker.writeMany(topic, 0, 5_000, 50);
        try (Moving moving = Moving.between(
                "copy",
                () -> KafkaSourceTests.source(broker, topic, group, Map.of()),
                () -> KafkaSinkTests.sink(broker.address, copy, Map.of()))) {
            await().until(() -> moving.metrics.delivered() > 500);
            broker.server.kill();
            broker.server.start();
            broker.writeMany(topic, 5_000, 10_000, 50);
            await().until(() -> broker.committed(group, topic) == 10_000);
        }
        assertThat(new HashSet<>(broker.values(copy))).isEqualTo(numbers(10_000));
    }

    @Test
    void leavesOutWhatWasAbortedUnlessAskedForIt() {
        String topic = broker.topic(1);
        try (KafkaProducer<byte[], byte[]> producer =
                broker.producer(Map.of("transactional.id", Broker.name("transaction")))) {
            producer.initTransactions();
            for (String value : List.of("aborted", "committed")) {
                producer.beginTransaction();
                Broker.get(producer.send(new ProducerRecord<>(topic, Broker.bytes(value))));
                if (value.equals("aborted")) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        try (Moving moving = moving(topic, Map.of())) {
            // Two records and the two markers behind them.
            await().until(() -> broker.committed(group, topic) == 4);
            assertThat(moving.texts()).containsExactly("committed");
        }
        try (Moving moving = Moving.from(
                "all",
                () -> KafkaSourceTests.source(broker, topic, Broker.name("group"), Map.of("read-committed", false)))) {
            await().until(() -> moving.arrived.size() == 2);
        }
    }

    @Test
    @Tag("I1")
    void beginsAtTheEndAndStaysThereOverACrashBeforeTheFirstEvent() throws Exception {
        String topic = broker.topic(1);
        broker.write(topic, null, "before");
        KafkaSource first = KafkaSourceTests.source(broker, topic, group, Map.of("start", "latest"));
        await().until(() -> broker.committed(group, topic) == 1);
        first.close();
        broker.write(topic, null, "meanwhile");
        try (KafkaSource second = KafkaSourceTests.source(broker, topic, group, Map.of("start", "latest"))) {
            assertThat(Moving.text(Receiving.one(second))).isEqualTo("meanwhile");
        }
    }

    @Test
    void readsTopicsByPatternWithTheNewGroupProtocolAndStaticMembership() {
        String topic = broker.topic(2);
        broker.writeMany(topic, 0, 100, 5);
        List<Map<String, ?>> ways = new ArrayList<>();
        ways.add(Map.of("properties", Map.of("group.protocol", "consumer")));
        ways.add(Map.of("group-instance-id", "one"));
        for (Map<String, ?> way : ways) {
            String fresh = Broker.name("group");
            try (Moving moving = Moving.from(
                    "test", () -> KafkaSourceTests.source(broker, Map.of("pattern", topic + "|none"), fresh, way))) {
                await().until(() -> broker.committed(fresh, topic) == 100);
                assertThat(moving.arrived).hasSize(100);
            }
        }
    }
}
