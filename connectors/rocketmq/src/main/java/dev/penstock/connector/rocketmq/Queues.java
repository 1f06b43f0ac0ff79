package dev.penstock.connector.rocketmq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.ResponseCode;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.jspecify.annotations.Nullable;

/** Chooses the queue of a message: by its key, so that one key stays in one queue, else one after another. */
final class Queues {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final long TIMEOUT_MILLIS = 3_000;

    private final MQClientInstance client;
    private final InstantSource clock;
    private final Map<String, Known> topics = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    Queues(MQClientInstance client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The queue for a message; asks the name server when the queues of the topic are not known or no longer sure; at most that long. */
    MessageQueue of(String topic, @Nullable String key, long timeoutMillis)
            throws MQClientException, RemotingException, InterruptedException {
        Known known = topics.get(topic);
        Instant now = clock.instant();
        if (known == null || known.until().isBefore(now)) {
            TopicRouteData route = client.getMQClientAPIImpl()
                    .getTopicRouteInfoFromNameServer(topic, Math.min(timeoutMillis, TIMEOUT_MILLIS));
            List<MessageQueue> queues = new ArrayList<>(MQClientInstance.topicRouteData2TopicPublishInfo(topic, route)
                    .getMessageQueueList());
            if (queues.isEmpty()) {
                throw new MQClientException(ResponseCode.TOPIC_NOT_EXIST, "no broker takes messages for " + topic);
            }
            Collections.sort(queues);
            known = new Known(List.copyOf(queues), now.plus(FRESH));
            topics.put(topic, known);
        }
        return choose(known.queues(), key);
    }

    /** The queue among those, which are all that the topic has, in whatever order. */
    MessageQueue among(List<MessageQueue> queues, @Nullable String key) {
        List<MessageQueue> sorted = new ArrayList<>(queues);
        Collections.sort(sorted);
        return choose(sorted, key);
    }

    private MessageQueue choose(List<MessageQueue> sorted, @Nullable String key) {
        int number = key == null ? turn.getAndIncrement() : key.hashCode();
        return sorted.get(Math.floorMod(number, sorted.size())); // I4
    }

    /** Whether the name server knows a broker. */
    boolean anyBroker() {
        try {
            return !client.getMQClientAPIImpl()
                    .getBrokerClusterInfo(TIMEOUT_MILLIS)
                    .getBrokerAddrTable()
                    .isEmpty();
        } catch (MQBrokerException | RemotingException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Known(List<MessageQueue> queues, Instant until) {}
}
