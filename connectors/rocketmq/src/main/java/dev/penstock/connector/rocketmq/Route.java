package dev.penstock.connector.rocketmq;

import dev.penstock.api.Check;
import java.util.List;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;

/** Finds the brokers of a topic. */
final class Route {
    private static final long TIMEOUT_MILLIS = 3_000;

    private final MQClientInstance client;
    private final String topic;

    Route(MQClientInstance client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /** Asks the name server. */
    TopicRouteData find() throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        return client.getMQClientAPIImpl().getTopicRouteInfoFromNameServer(topic, TIMEOUT_MILLIS);
    }

    /** Asks the name server for the brokers. */
    static List<Check> checks(Access access) {
        return with(access, (client, failures) -> {
            try {
                int brokers = client.getMQClientAPIImpl()
                        .getBrokerClusterInfo(TIMEOUT_MILLIS)
                        .getBrokerAddrTable()
                        .size();
                return List.of(Check.passed("ask name server", "it knows " + brokers + " brokers"));
            } catch (MQBrokerException | RemotingException e) {
                return List.of(Check.failed("ask name server", failures.of(e)));
            }
        });
    }

    /** Finds the topic with a client made for that, and asks a broker for the end of one of its queues. */
    static List<Check> checks(Access access, String topic) {
        return with(access, (client, failures) -> {
            List<MessageQueue> queues;
            try {
                queues = client.getMQAdminImpl().fetchPublishMessageQueues(topic);
            } catch (MQClientException e) {
                return List.of(Check.failed("find topic", failures.of(e)));
            }
            Check found = Check.passed("find topic", topic + " has " + queues.size() + " queues");
            try {
                client.getMQAdminImpl().maxOffset(queues.get(0));
                return List.of(found, Check.passed("ask broker", queues.get(0).getBrokerName() + " answers"));
            } catch (MQClientException e) {
                return List.of(found, Check.failed("ask broker", failures.of(e)));
            }
        });
    }

    private interface Asking {
        List<Check> ask(MQClientInstance client, ClientFailures failures) throws InterruptedException;
    }

    private static List<Check> with(Access access, Asking asking) {
        ClientFailures failures = new ClientFailures(access);
        DefaultMQProducer client = access.apply(new DefaultMQProducer("penstock-check", access.signature()));
        try {
            client.start();
            MQClientInstance connections =
                    MQClientManager.getInstance().getOrCreateMQClientInstance(client, access.signature());
            connections.getMQAdminImpl().setTimeoutMillis(TIMEOUT_MILLIS);
            return asking.ask(connections, failures);
        } catch (MQClientException e) {
            return List.of(Check.failed("start client", failures.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Check.failed("ask", failures.of(e)));
        } finally {
            client.shutdown(); // I9
        }
    }
}
