package dev.penstock.connector.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.SinkContext;
import dev.penstock.api.SourceContext;
import dev.penstock.servers.TestServer;
import dev.penstock.servers.TestServer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.jspecify.annotations.Nullable;

/** A real broker, one for all tests of a run, and what tests do with it by themselves. */
@SuppressWarnings("deprecation") // of the pull consumer, the simplest way to read a queue from its beginning
final class Broker {
    private static final AtomicInteger NAMES = new AtomicInteger();

    final TestServer server;
    final String address;
    final DefaultMQProducer producer;
    private final MQClientInstance client;
    private final DefaultMQPullConsumer reader;

    private Broker(TestServer server) {
        // Members look for their queues every two seconds, not every twenty.
        System.setProperty("rocketmq.client.rebalance.waitInterval", "2000");
        this.server = server;
        this.address = server.address();
        ClientLogs.route();
        producer = new Access(address, null, null).apply(new DefaultMQProducer("tests"));
        get(() -> {
            producer.start();
            return true;
        });
        reader = new Access(address, null, null).apply(new DefaultMQPullConsumer("tests-reader"));
        get(() -> {
            reader.start();
            return true;
        });
        client = MQClientManager.getInstance().getOrCreateMQClientInstance(producer);
    }

    static Broker shared() {
        return Shared.BROKER;
    }

    /** Started when it is first asked for. */
    private static final class Shared {
        static final Broker BROKER = new Broker(start(Kind.ROCKETMQ));
    }

    static TestServer start(Kind kind) {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return TestServer.start(kind, Files.createTempDirectory(target, "broker-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** A new topic; tried again where a busy machine has had the name server think that the broker is gone. */
    String topic(int queues) {
        String name = name("topic");
        await().ignoreExceptions().until(() -> {
            client.getMQAdminImpl().createTopic("TBW102", name, queues, 0, Map.of());
            return queues(name).size() == queues;
        });
        return name;
    }

    /** Whether the name server knows a topic. */
    boolean has(String topic) {
        return !queues(topic).isEmpty();
    }

    private List<MessageQueue> queues(String topic) {
        try {
            return client.getMQAdminImpl().fetchPublishMessageQueues(topic);
        } catch (org.apache.rocketmq.client.exception.MQClientException notYet) {
            return List.of();
        }
    }

    /** Sends a message and waits until it is there. */
    void send(Message message) {
        get(() -> producer.send(message));
    }

    void send(String topic, String text) {
        send(new Message(topic, text.getBytes(UTF_8)));
    }

    /** Sends messages with the texts from to to - 1; the key is the remainder by the number of keys. */
    void sendMany(String topic, int from, int to, int keys) {
        List<MessageQueue> queues = queues(topic);
        Map<Integer, List<Message>> byKey = new HashMap<>();
        for (int i = from; i < to; i++) {
            Message message = new Message(topic, Integer.toString(i).getBytes(UTF_8));
            org.apache.rocketmq.common.message.MessageAccessor.putProperty(message, "__SHARDINGKEY", "key-" + i % keys);
            byKey.computeIfAbsent(i % keys, fresh -> new ArrayList<>()).add(message);
        }
        byKey.forEach((key, messages) -> get(() -> producer.send(messages, queues.get(key % queues.size()))));
    }

    /** All messages of a topic, queue by queue, once there are that many: readers see them a moment after writers do. */
    List<MessageExt> messages(String topic, int count) {
        return await().until(() -> messages(topic), found -> found.size() >= count);
    }

    private List<MessageExt> messages(String topic) {
        List<MessageExt> all = new ArrayList<>();
        for (MessageQueue queue : get(() -> reader.fetchSubscribeMessageQueues(topic))) {
            PullResult found = get(() -> reader.pull(queue, "*", 0, 1_000));
            while (found.getPullStatus() == PullStatus.FOUND) {
                all.addAll(found.getMsgFoundList());
                long next = found.getNextBeginOffset();
                found = get(() -> reader.pull(queue, "*", next, 1_000));
            }
        }
        return all;
    }

    /** The bodies of all messages of a topic, as text. */
    List<String> texts(String topic, int count) {
        return messages(topic, count).stream()
                .map(message -> String.valueOf(text(message.getBody())))
                .toList();
    }

    /** The sum of a group's committed positions in a topic. */
    long committed(String group, String topic) {
        BrokerKeeper keeper = new BrokerKeeper(client, group);
        if (!has(topic)) {
            return 0;
        }
        client.updateTopicRouteInfoFromNameServer(topic);
        return queues(topic).stream()
                .mapToLong(queue -> get(() -> Math.max(0, keeper.read(queue))))
                .sum();
    }

    /** Has the broker think that a group has settled nothing of a topic. */
    void forget(String group, String topic) {
        BrokerKeeper keeper = new BrokerKeeper(client, group);
        queues(topic).forEach(queue -> get(() -> keeper.write(Map.of(queue, 0L))));
    }

    /** The sum of the ends of all queues of a topic. */
    long end(String topic) {
        await().until(() -> has(topic)); // after a restart it takes a moment, and no queues would make an end of 0
        client.updateTopicRouteInfoFromNameServer(topic);
        return queues(topic).stream()
                .mapToLong(queue -> get(() -> client.getMQAdminImpl().maxOffset(queue)))
                .sum();
    }

    RocketmqSource source(String topic, String group, Map<String, ?> more) {
        return source(address, topic, group, more, InstantSource.system());
    }

    /** A source whose clock runs ten times as fast, so that it counts what waits twice a second. */
    RocketmqSource hastySource(String topic, String group, Map<String, ?> more) {
        Instant begin = Instant.now();
        return source(
                address,
                topic,
                group,
                more,
                () -> begin.plus(Duration.between(begin, Instant.now()).multipliedBy(10)));
    }

    static RocketmqSource source(String address, String topic, String group, Map<String, ?> more, InstantSource clock) {
        Map<String, Object> values = new HashMap<>(Map.of("name-server", address, "topic", topic, "group", group));
        values.putAll(more);
        return new RocketmqSource(
                Configs.of(RocketmqSourceConfig.class, values), new SourceContext("test", "rocketmq@0", clock));
    }

    RocketmqSink sink(Object topic, Map<String, ?> more) {
        return sink(address, topic, more);
    }

    static RocketmqSink sink(String address, Object topic, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("name-server", address, "topic", topic));
        values.putAll(more);
        return new RocketmqSink(
                Configs.of(RocketmqSinkConfig.class, values),
                new SinkContext("test", "rocketmq@0", InstantSource.system()));
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    static <T> T get(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
