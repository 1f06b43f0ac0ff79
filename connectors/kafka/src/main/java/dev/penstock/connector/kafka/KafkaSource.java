package dev.penstock.connector.kafka;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Measured;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads topics as a member of a consumer group, which keeps the position.
 *
 * <p>The member polls on a thread of its own; see {@link GroupMember}. A record is committed once it and all before it in
 * its partition are settled, and a partition that moves to another member waits for its events under way.
 */
@Connector(name = "kafka", summary = "Reads topics of Apache Kafka as a member of a consumer group")
public final class KafkaSource implements QueueSource, Measured, Checkable {
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(10);

    private final KafkaSourceConfig config;
    private final Handover handover;
    private final GroupMember member;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;

    /**
     * Asks a broker for the topics, which takes at most five seconds, and joins the group in the background.
     *
     * @param config what to read and how
     * @param context the pipeline, whose name is the group's unless configured
     */
    public KafkaSource(KafkaSourceConfig config, SourceContext context) {
        this.config = config;
        this.handover = new Handover(config.maxBuffer().bytes());
        this.consumer = Consumers.connected(Consumers.ofGroup(config, context.pipeline()), config.topics());
        this.member = new GroupMember(
                consumer,
                config.topics(),
                config.shape(),
                new StartPositions(Start.of(config.start())),
                config.revokeWait(),
                handover);
        this.thread = new Thread(member, "kafka-" + context.pipeline());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public List<Delivery> receive(ReceiveRequest request) throws InterruptedException {
        List<Handover.Outgoing> out = handover.take(request.maxEvents(), request.maxBytes(), request.deadline());
        List<Delivery> deliveries = new ArrayList<>(out.size());
        for (Handover.Outgoing each : out) {
            deliveries.add(new Delivery(each.receipt().assignment.events.event(each.record()), each.receipt()));
        }
        return deliveries;
    }

    @Override
    public void settle(List<Settlement> settlements, Deadline deadline) {
        handover.settle(settlements);
    }

    @Override
    public OptionalLong pending() {
        return member.lag();
    }

    @Override
    public OptionalInt shares() {
        return member.partitions();
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        return KafkaChecks.of(
                ClientProperties.admin(config.bootstrapServers(), config.security(), config.properties()),
                config.topics(),
                false,
                deadline);
    }

    @Override
    public void close() throws InterruptedException {
        handover.close();
        consumer.wakeup();
        thread.join(TIME_TO_CLOSE.toMillis());
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }
}
