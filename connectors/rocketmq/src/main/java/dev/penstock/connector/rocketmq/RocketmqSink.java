package dev.penstock.connector.rocketmq;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import java.util.List;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to topics and waits for the brokers' answers.
 *
 * <p>Events with a {@code partitionkey}, else a subject, go to the queue that their key names, so that one key stays in one
 * queue; those for one queue go together. Any thread may write; a write blocks until the answers or the deadline.
 */
@Connector(
        name = "rocketmq",
        summary = "Writes events to topics of Apache RocketMQ, as CloudEvents or as their data alone")
public final class RocketmqSink implements Sink, OrderedBatches, Concurrent, Checkable {
    private final RocketmqSinkConfig config;
    private final DefaultMQProducer producer;
    private final Sender sender;

    /**
     * Starts a client; connects at the first write.
     *
     * @param config where to write and what
     * @param context the pipeline, whose name is the producer group's unless configured
     */
    public RocketmqSink(RocketmqSinkConfig config, SinkContext context) {
        ClientLogs.route();
        this.config = config;
        Access access = config.access();
        String group = config.group();
        this.producer = access.apply(
                new DefaultMQProducer(group == null ? Names.group(context.pipeline()) : group, access.signature()));
        producer.setMaxMessageSize((int) config.maxMessageSize().bytes());
        producer.setSendMsgTimeout((int) config.timeout().toMillis());
        producer.setRetryTimesWhenSendFailed(0); // the engine's business, which keeps order
        ClientFailures failures = new ClientFailures(access);
        try {
            producer.start();
        } catch (MQClientException e) {
            producer.shutdown();
            throw new ConnectorException(failures.of(e), e);
        }
        Queues queues = new Queues(
                MQClientManager.getInstance().getOrCreateMQClientInstance(producer, access.signature()),
                context.clock());
        boolean eventNamesTopic = config.topic().kind() == Text.Kind.BY_ATTRIBUTE;
        this.sender =
                new Sender(producer, queues, new SendFailures(failures, eventNamesTopic, queues::anyBroker), config);
    }

    @Override
    public Outcomes write(Batch batch) {
        @Nullable Outcome[] found = sender.send(batch);
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = found[i];
            if (outcome == null) {
                break;
            }
            outcomes.set(i, outcome); // I1: taken only when the broker said so
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break; // I4: what was taken behind it is written again behind it
            }
        }
        return outcomes;
    }

    @Override
    public int concurrency() {
        return config.concurrency();
    }

    @Override
    public List<Check> check(Deadline deadline) {
        return config.topic() instanceof Text.Fixed fixed
                ? Route.checks(config.access(), fixed.text())
                : Route.checks(config.access());
    }

    @Override
    public void close() {
        producer.shutdown();
    }
}
