package dev.penstock.connector.rocketmq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/**
 * Asks from time to time how far the queues reach: for the count of what waits, and because the client keeps it to itself
 * when a broker is gone. For one thread.
 */
final class Lag {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long TIMEOUT_MILLIS = 3_000;

    private final MQClientInstance client;
    private final Positions positions;
    private final String topic;
    private final boolean fromFirst;
    private final InstantSource clock;
    private Instant next;
    private OptionalLong pending = OptionalLong.empty();
    private OptionalInt queues = OptionalInt.empty();

    Lag(Consumption consumption, RocketmqSourceConfig config, InstantSource clock) {
        this.client = consumption.client();
        this.positions = consumption.positions();
        this.topic = config.topic();
        this.fromFirst = Start.of(config.start()).place() == ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET;
        this.clock = clock;
        this.next = clock.instant();
        client.getMQAdminImpl().setTimeoutMillis(TIMEOUT_MILLIS);
    }

    /** What was found last. */
    OptionalLong pending() {
        return pending;
    }

    /** The queues of the topic, as found last. */
    OptionalInt queues() {
        return queues;
    }

    /** Asks, if it is time to. */
    void refresh() throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        if (clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(EVERY);
        long sum = 0;
        boolean any = false;
        for (MessageQueue queue : positions.queues()) {
            any = any || queue.getTopic().equals(topic);
            long end = client.getMQAdminImpl().maxOffset(queue);
            long settled = positions.settled(queue);
            if (settled < 0 && fromFirst) {
                settled = client.getMQAdminImpl().minOffset(queue); // what is older is gone
            }
            sum += settled < 0 ? 0 : Math.max(0, end - settled);
        }
        if (!any) {
            ask();
        }
        queues = OptionalInt.of(
                client.getMQAdminImpl().fetchSubscribeMessageQueues(topic).size());
        pending = OptionalLong.of(sum);
    }

    /**
     * Asks for the position of a queue of each broker. A member has no queue when there are more members than queues, and
     * as well when its brokers are gone or refuse what the client asks, which the client keeps to itself.
     */
    void ask() throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        Set<String> brokers = new HashSet<>();
        for (MessageQueue queue : client.getMQAdminImpl().fetchSubscribeMessageQueues(topic)) {
            if (brokers.add(queue.getBrokerName())) {
                client.getMQAdminImpl().maxOffset(queue);
                positions.ask(queue);
            }
        }
    }
}
