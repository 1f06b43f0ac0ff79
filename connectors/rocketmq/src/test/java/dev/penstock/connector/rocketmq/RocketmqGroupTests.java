package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens when queues move and members vanish. */
class RocketmqGroupTests {
    private static final Deadline FAR = Receiving.deadline(600);

    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }

    private Moving moving(String topic, Map<String, ?> more) {
        return Moving.from("test", () -> broker.source(topic, group, more));
    }

    private static Set<String> numbers(int count) {
        return new HashSet<>(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({"pull,true", "push,true", "push,false"})
    @Tag("I1")
    void sharesQueuesWithAMemberThatJoinsAndTakesThemOverWhenItLeaves(String consume, String ordered) {
        String topic = broker.topic(4);
        Map<String, ?> way = Map.of("consume", consume, "ordered", ordered);
        broker.sendMany(topic, 0, 1_000, 40);
        Set<String> all = new HashSet<>();
        int sent = 1_000;
        try (Moving first = moving(topic, way)) {
            await().until(() -> first.arrived.size() > 100);
            try (Moving second = moving(topic, way)) {
                while (second.arrived.size() < 5) {
                    int from = sent;
                    sent += 40;
                    broker.sendMany(topic, from, sent, 40);
                    long before = broker.end(topic);
                    await().until(() -> broker.committed(group, topic) == before);
                }
                assertThat(second.drain()).isTrue();
                all.addAll(second.texts());
            }
            broker.sendMany(topic, sent, sent + 1_000, 40);
            int end = sent + 1_000;
            await().until(() -> broker.committed(group, topic) == end);
            all.addAll(first.texts());
            assertThat(all).isEqualTo(numbers(end));
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,true", "push,false"})
    @Tag("I8")
    void nothingIsLostWhenAMemberIsKilledInTheMiddleOfItsWork(String consume, String ordered) {
        String topic = broker.topic(4);
        Map<String, ?> way = Map.of("consume", consume, "ordered", ordered);
        broker.sendMany(topic, 0, 400, 40);
        try (Member killed = new Member(broker.address, topic, group, consume, ordered)) {
            killed.awaitWork();
        }
        long settled = broker.committed(group, topic);
        assertThat(settled).isLessThan(400);
        try (Moving other = moving(topic, way)) {
            broker.sendMany(topic, 400, 800, 40);
            await().until(() -> broker.committed(group, topic) == 800);
            assertThat(new HashSet<>(other.texts())).hasSizeGreaterThanOrEqualTo((int) (800 - settled));
            assertThat(other.texts())
                    .containsAll(numbers(800).stream()
                            .filter(text -> Integer.parseInt(text) >= 400)
                            .toList());
        }
    }

    @Test
    @Tag("I2")
    void receiptsOfALostQueueCommitNothing() throws Exception {
        String topic = broker.topic(2);
        broker.sendMany(topic, 0, 20, 2);
        try (RocketmqSource first = broker.source(topic, group, Map.of())) {
            List<Delivery> taken = Receiving.some(first, 20);
            try (RocketmqSource second = broker.source(topic, group, Map.of())) {
                List<Delivery> moved = Receiving.some(second, 10);
                assertThat(ids(taken).toList()).containsAll(ids(moved).toList());
                // Until it hears of the other member, the first may settle what it has, and rightly.
                await().until(() -> taken.stream()
                                .filter(each -> ((Taken) each.receipt()).counts())
                                .count()
                        == 10);
                acknowledge(first, taken);
                await().until(() -> broker.committed(group, topic) == 10);
                acknowledge(second, moved);
                await().until(() -> broker.committed(group, topic) == 20);
            }
        }
    }

    private static Stream<String> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(each -> each.event().getId());
    }

    private static void acknowledge(RocketmqSource source, List<Delivery> taken) throws Exception {
        source.settle(
                taken.stream()
                        .map(each -> Settlement.acknowledge(each.receipt()))
                        .toList(),
                FAR);
    }

    @Test
    void aMemberWithoutAQueueWaitsInPeace() throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 1, 1);
        try (RocketmqSource first = broker.hastySource(topic, group, Map.of());
                RocketmqSource second = broker.hastySource(topic, group, Map.of())) {
            for (int i = 0; i < 3; i++) {
                assertThat(first.pending().orElse(0) + second.pending().orElse(0))
                        .isLessThanOrEqualTo(1);
                first.receive(new ReceiveRequest(1, 1, Receiving.deadline(1)));
                second.receive(new ReceiveRequest(1, 1, Receiving.deadline(1)));
            }
        }
    }
}
