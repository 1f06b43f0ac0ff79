package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.rocketmq.common.message.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where reading begins, how far it has come, and what a broadcasting member does. */
class RocketmqReadingTests {
    private static final Deadline FAR = Receiving.deadline(600);

    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @TempDir
    Path directory;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }

    private static void acknowledge(RocketmqSource source, List<Delivery> taken) throws Exception {
        source.settle(
                taken.stream()
                        .map(each -> Settlement.acknowledge(each.receipt()))
                        .toList(),
                FAR);
    }

    private static List<String> texts(List<Delivery> deliveries) {
        return deliveries.stream().map(each -> Moving.text(each.event())).toList();
    }

    /** Receives in vain until that many are said to wait. */
    private static void awaitPending(RocketmqSource source, long pending) {
        await().until(() -> {
            assertThat(source.receive(new ReceiveRequest(1, 1, Receiving.deadline(1))))
                    .isEmpty();
            return source.pending().equals(OptionalLong.of(pending));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    void tellsHowManyMessagesAreNotSettled(String consume) throws Exception {
        String topic = broker.topic(2);
        broker.sendMany(topic, 0, 40, 4);
        try (RocketmqSource source = broker.hastySource(topic, group, Map.of("consume", consume))) {
            List<Delivery> taken = Receiving.some(source, 40);
            awaitPending(source, 40);
            acknowledge(source, taken);
            awaitPending(source, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,tag", "pull,sql", "push,sql"})
    void whatTheFilterLeavesOutIsBehindItAsWell(String consume, String kind) throws Exception {
        String topic = broker.topic(1);
        for (int i = 0; i < 20; i++) {
            Message message = new Message(topic, i < 2 ? "wanted" : "other", new byte[] {65});
            message.putUserProperty("number", Integer.toString(i));
            broker.send(message);
        }
        Object filter = kind.equals("tag") ? "wanted" : Map.of("sql", "number < 2");
        try (RocketmqSource source = broker.hastySource(topic, group, Map.of("filter", filter, "consume", consume))) {
            List<Delivery> taken = Receiving.some(source, 2);
            awaitPending(source, 20);
            acknowledge(source, taken);
            // The client learns that there was nothing for it from the broker's next answer, which waits for news.
            broker.send(new Message(topic, "other", new byte[] {65}));
            awaitPending(source, 0);
            await().until(() -> broker.committed(group, topic) == 21);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    void refusesAFilterThatTheBrokerCannotRead(String consume) {
        String topic = broker.topic(1);
        Map<String, ?> more = Map.of("filter", Map.of("sql", "number <"), "consume", consume);
        ConnectorException refused =
                catchThrowableOfType(ConnectorException.class, () -> broker.source(topic, group, more)
                        .close());
        assertThat(refused.failure().code()).isEqualTo("bad-filter");
        assertThat(refused.failure().remedy()).isEqualTo(Remedy.NONE);
        assertThat(refused.failure().message()).contains("mend 'filter'");
    }

    @Test
    @Tag("I1")
    void tellsPositionsAgainToABrokerThatForgotThem() throws Exception {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 10, 1);
        try (RocketmqSource source = broker.source(topic, group, Map.of())) {
            acknowledge(source, Receiving.some(source, 10));
            await().until(() -> broker.committed(group, topic) == 10);
            broker.forget(group, topic);
            await().until(() -> broker.committed(group, topic) == 10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    @Tag("I1")
    void beginsAtTheEndAndStaysThereOverACrashBeforeTheFirstEvent(String consume) {
        String topic = broker.topic(1);
        broker.send(topic, "before");
        Map<String, ?> latest = Map.of("start", "latest", "consume", consume);
        try (RocketmqSource first = broker.hastySource(topic, group, latest)) {
            awaitPending(first, 0);
            await().until(() -> broker.committed(group, topic) == 1);
        }
        broker.send(topic, "meanwhile");
        try (RocketmqSource second = broker.source(topic, group, latest)) {
            assertThat(Moving.text(Receiving.one(second))).isEqualTo("meanwhile");
        }
    }

    @Test
    void beginsAtATime() throws Exception {
        String topic = broker.topic(1);
        broker.send(topic, "before");
        long born = broker.messages(topic, 1).get(0).getStoreTimestamp();
        // Times are told in seconds.
        java.time.Instant start = java.time.Instant.ofEpochSecond(born / 1000 + 1);
        await().until(() -> System.currentTimeMillis() > start.toEpochMilli());
        broker.send(topic, "after");
        try (RocketmqSource source = broker.source(topic, group, Map.of("start", start))) {
            assertThat(Moving.text(Receiving.one(source))).isEqualTo("after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "push"})
    @Tag("I1")
    @Tag("I5")
    void eachBroadcastingMemberReadsAllAndResumesFromItsFile(String consume) throws Exception {
        String topic = broker.topic(2);
        broker.sendMany(topic, 0, 10, 2);
        Map<String, Object> one = new HashMap<>(Map.of("model", "broadcasting", "consume", consume));
        Map<String, Object> other = new HashMap<>(one);
        one.put("offsets", directory.resolve("new/one"));
        other.put("offsets", directory.resolve("other"));
        List<Delivery> unsettled;
        try (RocketmqSource first = broker.source(topic, group, one);
                RocketmqSource second = broker.source(topic, group, other)) {
            acknowledge(first, Receiving.some(first, 10));
            unsettled = Receiving.some(second, 10);
        }
        broker.sendMany(topic, 10, 12, 2);
        try (RocketmqSource first = broker.source(topic, group, one);
                RocketmqSource second = broker.source(topic, group, other)) {
            assertThat(texts(Receiving.some(first, 2))).containsExactlyInAnyOrder("10", "11");
            List<Delivery> again = Receiving.some(second, 12);
            assertThat(again.stream().map(each -> each.event().getId()))
                    .containsAll(
                            unsettled.stream().map(each -> each.event().getId()).toList());
        }
        assertThat(broker.committed(group, topic)).isZero();
    }
}
