package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is settled, what is handed back, and what the broker hears of it. */
class RocketmqHandBackTests {
    private static final Deadline FAR = Receiving.deadline(600);
    private static final Map<String, ?> PUSH = Map.of("consume", "push", "ordered", false, "max-reconsume-times", 1);

    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }

    private static Settlement acknowledge(Delivery delivery) {
        return Settlement.acknowledge(delivery.receipt());
    }

    private static Settlement handBack(Delivery delivery, Duration delay) {
        return Settlement.handBack(delivery.receipt(), delay);
    }

    private static Stream<String> texts(List<Delivery> deliveries) {
        return deliveries.stream().map(each -> Moving.text(each.event()));
    }

    @Test
    @Tag("I2")
    void commitsTheLongestSettledPrefixOnly() throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 10, 1);
        try (RocketmqSource source = broker.source(topic, group, Map.of())) {
            List<Delivery> taken = Receiving.some(source, 10);
            source.settle(
                    Stream.of(0, 1, 3, 9).map(i -> acknowledge(taken.get(i))).toList(), FAR);
            await().until(() -> broker.committed(group, topic) == 2);
            source.settle(List.of(acknowledge(taken.get(2))), FAR);
            await().until(() -> broker.committed(group, topic) == 4);
        }
        assertThat(broker.committed(group, topic)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"pull", "push"})
    @Tag("I3")
    @Tag("I4")
    void inOrderWhatIsHandedBackComesAgainWithAllBehindIt(String consume) throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 5, 1);
        try (RocketmqSource source = broker.source(topic, group, Map.of("consume", consume))) {
            List<Delivery> taken = Receiving.some(source, 4);
            Duration delay = Duration.ofSeconds(1);
            long handedBack = System.nanoTime();
            source.settle(List.of(acknowledge(taken.get(0)), handBack(taken.get(1), delay)), FAR);
            // Two were out already; what counts is that they come again behind the one that was handed back.
            source.settle(List.of(acknowledge(taken.get(2)), handBack(taken.get(3), Duration.ZERO)), FAR);
            broker.sendMany(topic, 5, 7, 1);
            List<Delivery> again = Receiving.some(source, 4);
            assertThat(Duration.ofNanos(System.nanoTime() - handedBack)).isGreaterThanOrEqualTo(delay);
            assertThat(texts(again)).containsExactly("1", "2", "3", "4");
            assertThat(again.get(0).event()).isEqualTo(taken.get(1).event());
            source.settle(List.of(acknowledge(taken.get(1)), acknowledge(taken.get(3))), FAR);
            assertThat(broker.committed(group, topic)).isLessThanOrEqualTo(1);
            source.settle(again.stream().map(RocketmqHandBackTests::acknowledge).toList(), FAR);
            List<Delivery> rest = Receiving.some(source, 2);
            assertThat(texts(rest)).containsExactly("5", "6");
            source.settle(rest.stream().map(RocketmqHandBackTests::acknowledge).toList(), FAR);
            await().until(() -> broker.committed(group, topic) == 7);
        }
    }

    @Test
    @Tag("I4")
    void otherQueuesGoOnWhileOneWaitsForWhatWasHandedBack() throws Exception {
        String topic = broker.topic(2);
        broker.sendMany(topic, 0, 4, 2);
        try (RocketmqSource source = broker.source(topic, group, Map.of())) {
            List<Delivery> taken = Receiving.some(source, 4);
            Delivery first = taken.stream()
                    .filter(each -> Moving.text(each.event()).equals("0"))
                    .findFirst()
                    .orElseThrow();
            source.settle(List.of(handBack(first, Duration.ofHours(1))), FAR);
            broker.sendMany(topic, 4, 6, 2);
            assertThat(texts(Receiving.some(source, 1))).containsExactly("5");
            assertThat(source.receive(new ReceiveRequest(10, 1 << 20, Receiving.deadline(1))))
                    .isEmpty();
        }
        try (RocketmqSource source = broker.source(topic, group, Map.of())) {
            assertThat(texts(Receiving.some(source, 6))).contains("0", "2", "4");
        }
    }

    @Test
    @Tag("I3")
    @Tag("I5")
    void withoutOrderItComesAgainByTheRetryTopicAndAtLastLiesInTheDeadLetterTopic() throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 3, 1);
        Delivery first;
        try (RocketmqSource source = broker.source(topic, group, PUSH)) {
            List<Delivery> taken = Receiving.some(source, 3);
            first = taken.get(0);
            source.settle(
                    List.of(
                            handBack(first, Duration.ofSeconds(1)),
                            acknowledge(taken.get(1)),
                            acknowledge(taken.get(2))),
                    FAR);
            await().until(() -> broker.committed(group, topic) == 3);
            Delivery again = Receiving.some(source, 1).get(0);
            assertSameEvent(again, first);
            source.settle(List.of(handBack(again, Duration.ZERO)), FAR);
            await().until(() -> broker.has("%DLQ%" + group) && broker.end("%DLQ%" + group) == 1);
            await().until(() -> broker.committed(group, "%RETRY%" + group) == 1);
        }
        try (RocketmqSource source = broker.source("%DLQ%" + group, Broker.name("group"), Map.of())) {
            assertSameEvent(Receiving.some(source, 1).get(0), first);
        }
    }

    private static void assertSameEvent(Delivery again, Delivery first) {
        assertThat(again.event().getId()).isEqualTo(first.event().getId());
        assertThat(again.event().getSource()).isEqualTo(first.event().getSource());
        assertThat(again.event().getTime()).isEqualTo(first.event().getTime());
        assertThat(again.event().getExtensionNames()).isEqualTo(first.event().getExtensionNames());
        assertThat(Moving.text(again.event())).isEqualTo(Moving.text(first.event()));
    }

    @Test
    @Tag("I3")
    void aMemberThatPullsReadsWhatOneThatPushesHandedBack() throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 1, 1);
        Delivery first;
        try (RocketmqSource source = broker.source(topic, group, PUSH)) {
            first = Receiving.some(source, 1).get(0);
            source.settle(List.of(handBack(first, Duration.ofSeconds(1))), FAR);
            await().until(() -> broker.committed(group, topic) == 1);
        }
        try (RocketmqSource source = broker.source(topic, group, Map.of())) {
            Delivery again = Receiving.some(source, 1).get(0);
            assertSameEvent(again, first);
            source.settle(List.of(acknowledge(again)), FAR);
            await().until(() -> broker.committed(group, "%RETRY%" + group) == 1);
        }
    }
}
