package dev.penstock.connector.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RocketmqSourceTests {
    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }

    private Moving moving(String topic, Map<String, ?> more) {
        return Moving.from("test", () -> broker.source(topic, group, more));
    }

    private static Map<String, String> way(String consume, String ordered) {
        return Map.of("consume", consume, "ordered", ordered);
    }

    @Test
    void readsPlainMessagesWithKeysTagsAndProperties() {
        String topic = broker.topic(1);
        Message full = new Message(topic, "paid", "order-7 customer-3", "{\"total\":5}".getBytes(UTF_8));
        full.putUserProperty("content-type", "application/json");
        full.putUserProperty("Trace-Id", "abc");
        full.putUserProperty("type", "odd");
        MessageAccessor.putProperty(full, "__SHARDINGKEY", "order-7");
        broker.send(full);
        broker.send(topic, "bare");
        try (Moving moving = moving(topic, Map.of())) {
            await().until(() -> moving.arrived.size() == 2);
            CloudEvent event = moving.arrived.get(0);
            assertThat(event.getId()).isEqualTo(full.getProperty("UNIQ_KEY"));
            assertThat(event.getSource()).isEqualTo(URI.create("/rocketmq/" + topic));
            assertThat(event.getType()).isEqualTo("dev.penstock.rocketmq.message");
            assertThat(event.getSubject()).isEqualTo("broker-a-0");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getTime()).isNotNull();
            assertThat(event.getExtension("partitionkey")).isEqualTo("order-7");
            assertThat(event.getExtension("tags")).isEqualTo("paid");
            assertThat(event.getExtension("keys")).isEqualTo("order-7 customer-3");
            assertThat(event.getExtension("traceid")).isEqualTo("abc");
            assertThat(event.getExtension("propertytype")).isEqualTo("odd");
            assertThat(event.getExtensionNames()).hasSize(5);
            assertThat(Moving.text(event)).isEqualTo("{\"total\":5}");
            assertThat(moving.arrived.get(1).getExtensionNames()).isEmpty();
        }
    }

    @Test
    void takesKeysForIdsWhereAsked() {
        String topic = broker.topic(1);
        broker.send(new Message(topic, "", "order-7", "a".getBytes(UTF_8)));
        broker.send(topic, "b");
        try (Moving moving = moving(topic, Map.of("id", "keys"))) {
            await().until(() -> moving.arrived.size() == 2);
            assertThat(moving.ids().get(0)).isEqualTo("order-7");
            assertThat(moving.ids().get(1)).hasSizeGreaterThan(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,true", "push,true", "push,false"})
    @Tag("I1")
    @Tag("I2")
    @Tag("I5")
    void resumesBehindWhatIsSettledWithTheSameIds(String consume, String ordered) {
        String topic = broker.topic(1);
        broker.sendMany(topic, 0, 100, 10);
        List<String> first;
        try (Moving moving = moving(topic, way(consume, ordered))) {
            moving.answer = event -> Integer.parseInt(Moving.text(event)) < 50
                    ? Outcome.delivered()
                    : Outcome.retry(Failure.disconnected("away", "the sink is away"));
            await().until(() -> moving.arrived.size() >= 5);
            first = moving.ids();
        }
        long committed = broker.committed(group, topic);
        // The queue begins with 0, 10, 20, 30, 40, 50.
        assertThat(committed).isLessThanOrEqualTo(5);
        try (Moving moving = moving(topic, way(consume, ordered))) {
            await().until(() -> new HashSet<>(moving.texts()).size() >= 100 - committed);
            HashSet<String> all = new HashSet<>(first);
            all.addAll(moving.ids());
            assertThat(all).hasSize(100);
            await().until(() -> broker.committed(group, topic) == 100);
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,true", "push,true"})
    @Tag("I4")
    void keepsTheOrderOfEachKey(String consume, String ordered) {
        String topic = broker.topic(4);
        broker.sendMany(topic, 0, 2000, 10);
        try (Moving moving = moving(topic, way(consume, ordered))) {
            await().until(() -> moving.arrived.size() >= 2000);
            List<String> texts = moving.texts();
            for (int key = 0; key < 10; key++) {
                int remainder = key;
                assertThat(texts.stream().map(Integer::valueOf).filter(each -> each % 10 == remainder))
                        .as("key " + key)
                        .isSorted()
                        .hasSize(200);
            }
            await().until(() -> broker.committed(group, topic) == 2000);
        }
    }

    @Test
    void leavesOutOtherTags() {
        String topic = broker.topic(1);
        for (String tag : List.of("paid", "shipped", "lost")) {
            broker.send(new Message(topic, tag, tag.getBytes(UTF_8)));
        }
        try (Moving moving = moving(topic, Map.of("filter", "paid || shipped"))) {
            await().until(() -> moving.arrived.size() == 2);
            assertThat(moving.texts()).containsExactly("paid", "shipped");
        }
    }

    @Test
    void filtersPropertiesBySql() {
        String topic = broker.topic(1);
        IntStream.range(0, 5).forEach(i -> {
            Message message = new Message(topic, Integer.toString(i).getBytes(UTF_8));
            message.putUserProperty("amount", Integer.toString(i));
            broker.send(message);
        });
        try (Moving moving = moving(topic, Map.of("filter", Map.of("sql", "amount > 2")))) {
            await().until(() -> moving.arrived.size() == 2);
            assertThat(moving.texts()).containsExactly("3", "4");
        }
    }

    @Test
    void startsAtTheEndWhereAsked() {
        String topic = broker.topic(1);
        broker.send(topic, "old");
        try (Moving moving = moving(topic, Map.of("start", "latest"))) {
            await().until(() -> {
                broker.send(topic, "new");
                return !moving.arrived.isEmpty();
            });
            assertThat(moving.texts()).containsOnly("new");
        }
    }
}
