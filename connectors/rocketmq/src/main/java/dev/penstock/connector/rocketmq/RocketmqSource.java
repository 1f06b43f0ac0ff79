package dev.penstock.connector.rocketmq;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Measured;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.SourceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as a member of a consumer group.
 *
 * <p>The broker hears that a message is consumed once its event is settled and, when pulling, all before it in its queue,
 * too. A queue that moves to another member takes along what is not settled.
 */
@Connector(name = "rocketmq", summary = "Reads a topic of Apache RocketMQ as a member of a consumer group")
public final class RocketmqSource implements QueueSource, Measured, Checkable {
    private final RocketmqSourceConfig config;
    private final SourceContext context;
    private final ClientFailures failures;
    private final MessageReader reader;
    private final Consumption consumption;
    private final Lag lag;
    private final ArrayDeque<Taken> waiting = new ArrayDeque<>();

    /**
     * Joins the group, and asks the name server for the topic and each of its brokers for a position.
     *
     * @param config what to read and how
     * @param context the pipeline, whose name is the group's unless configured
     */
    public RocketmqSource(RocketmqSourceConfig config, SourceContext context) {
        ClientLogs.route();
        this.config = config;
        this.context = context;
        this.failures = new ClientFailures(config.access());
        this.reader = new MessageReader(config.plain());
        this.consumption = join();
        this.lag = new Lag(consumption, config, context.clock());
        try {
            lag.ask();
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            close(); // I9
            throw failures.exception(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw failures.exception(e);
        }
    }

    private Consumption join() {
        String group = config.group();
        try {
            return Group.join(config, group == null ? Names.group(context.pipeline()) : group, context.clock());
        } catch (MQClientException e) {
            throw failures.exception(e);
        }
    }

    @Override
    public List<Delivery> receive(ReceiveRequest request) throws InterruptedException {
        try {
            lag.refresh();
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            throw failures.exception(e);
        }
        List<Delivery> deliveries = new ArrayList<>();
        long bytes = 0;
        while (deliveries.size() < request.maxEvents() && bytes < request.maxBytes()) {
            Taken next = next(deliveries.isEmpty() ? request.deadline().remaining() : Duration.ZERO);
            if (next == null) {
                break;
            }
            byte[] body = next.message().getBody();
            bytes += body == null ? 0 : body.length;
            deliveries.add(new Delivery(reader.event(next.message()), next));
        }
        consumption.positions().flush();
        return deliveries;
    }

    private @Nullable Taken next(Duration wait) throws InterruptedException {
        Taken next = waiting.poll();
        while (next == null || !next.counts()) {
            if (next == null && !waiting.addAll(consumption.more(wait))) {
                return null;
            }
            next = waiting.poll();
        }
        return next;
    }

    @Override
    public void settle(List<Settlement> settlements, Deadline deadline) throws Exception {
        for (Settlement settlement : settlements) {
            Taken taken = (Taken) settlement.receipt();
            switch (settlement.decision()) {
                case ACKNOWLEDGE -> taken.acknowledge(); // I1
                case HAND_BACK -> handBack(taken, settlement.delay());
            }
        }
        consumption.positions().flush();
    }

    private void handBack(Taken taken, Duration delay) throws InterruptedException {
        try {
            taken.handBack(delay);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new ConnectorException(failures.of(e), e);
        }
    }

    @Override
    public OptionalLong pending() {
        return lag.pending();
    }

    @Override
    public OptionalInt shares() {
        return config.model() == Model.BROADCASTING ? OptionalInt.of(1) : lag.queues(); // each gets all of it
    }

    @Override
    public List<Check> check(Deadline deadline) {
        return Route.checks(config.access(), config.topic());
    }

    @Override
    public void close() {
        consumption.close();
    }
}
