package dev.penstock.connector.rocketmq;

import java.time.InstantSource;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.jspecify.annotations.Nullable;

/** What both ways to consume have in common. */
final class Group {
    private Group() {}

    static Consumption join(RocketmqSourceConfig config, String group, InstantSource clock) throws MQClientException {
        return switch (config.consume()) {
            case PULL -> new PullConsumption(config, group, clock);
            case PUSH -> new PushConsumption(config, group, clock);
        };
    }

    /** Starting a client. */
    interface Starting {
        /** Starts it. */
        void start() throws MQClientException;
    }

    /** Starts a member and makes it known; ends it when that fails. */
    static void start(Starting starting, Runnable end, MQClientInstance client, String group) throws MQClientException {
        boolean started = false;
        try {
            starting.start();
            introduce(client, group);
            started = true;
        } catch (IllegalStateException e) {
            // What the client throws when a name server does not answer.
            throw new MQClientException("the member does not start", e.getCause() == null ? e : e.getCause());
        } finally {
            if (!started) {
                end.run(); // I9
            }
        }
    }

    /**
     * Tells the brokers of a member that has started, and has it look for its queues; else it does so after 20 seconds. A
     * broker makes a group's retry topic when it first hears of a member.
     */
    private static void introduce(MQClientInstance client, String group) {
        client.sendHeartbeatToAllBrokerWithLock();
        client.updateTopicRouteInfoFromNameServer(MixAll.getRetryTopic(group));
        client.rebalanceImmediately();
    }

    static MessageSelector selector(RocketmqSourceConfig config) {
        Filter filter = config.filter();
        return filter == null ? MessageSelector.byTag("*") : filter.selector();
    }

    /** The file of a broadcasting member; null for others. Read before there are threads and sockets to release. */
    static @Nullable FileKeeper file(RocketmqSourceConfig config) {
        return config.offsets() == null ? null : new FileKeeper(config.offsets());
    }

    /** Where to begin without a position; -1 leaves it to the client, which finds the same place each time. */
    static Positions.Beginning beginning(RocketmqSourceConfig config, MQClientInstance client) {
        boolean latest = Start.of(config.start()).place() == ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
        return queue -> latest && !queue.getTopic().startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
                ? client.getMQAdminImpl().maxOffset(queue)
                : -1;
    }
}
