package dev.penstock.connector.rocketmq;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.impl.consumer.AssignedMessageQueue;
import org.apache.rocketmq.client.impl.consumer.DefaultLitePullConsumerImpl;
import org.apache.rocketmq.client.impl.consumer.ProcessQueue;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Asks for messages and commits, for each queue, the longest prefix that is settled. */
final class PullConsumption implements Consumption {
    private static final int BATCH = 32;
    private static final int AHEAD = 1_000;
    private static final int AHEAD_MEBIBYTES = 1;

    private final Tracks tracks = new Tracks();
    private final DefaultLitePullConsumer consumer;
    private final MQClientInstance client;
    private final Positions positions;
    private final Returns returns;
    private final AssignedMessageQueue queues;

    /** Joins the group. */
    PullConsumption(RocketmqSourceConfig config, String group, InstantSource clock) throws MQClientException {
        FileKeeper file = Group.file(config);
        Access access = config.access();
        consumer = access.apply(new DefaultLitePullConsumer(group, access.signature()));
        client = MQClientManager.getInstance().getOrCreateMQClientInstance(consumer, access.signature());
        returns = new Returns(clock);
        Positions.Keeper keeper = file == null ? new BrokerKeeper(client, group) : file;
        positions = new Positions(keeper, Group.beginning(config, client), tracks);
        consumer.setOffsetStore(positions);
        consumer.setAutoCommit(false); // I1
        consumer.setPullThreadNums(config.threads());
        consumer.setPullBatchSize(BATCH);
        consumer.setPullThresholdForQueue(AHEAD); // I6
        consumer.setPullThresholdSizeForQueue(AHEAD_MEBIBYTES);
        Start start = Start.of(config.start());
        consumer.setConsumeFromWhere(start.place());
        consumer.setConsumeTimestamp(start.timestamp());
        consumer.subscribe(config.topic(), Group.selector(config));
        if (config.model() == Model.BROADCASTING) {
            consumer.setMessageModel(MessageModel.BROADCASTING);
        } else {
            // What members that push, or a console, have sent back to the group.
            consumer.subscribe(MixAll.getRetryTopic(group), "*");
        }
        Group.start(consumer::start, consumer::shutdown, client, group);
        queues = ((DefaultLitePullConsumerImpl) client.selectConsumer(group)).getAssignedMessageQueue();
    }

    @Override
    public List<Taken> more(Duration wait) {
        List<Taken> taken = returns.due();
        if (!taken.isEmpty()) {
            taken.forEach(each -> consumer.resume(Set.of(queue(each.message()))));
            return taken;
        }
        long before = tracks.now();
        for (MessageExt message : consumer.poll(returns.patienceMillis(wait))) {
            MessageQueue queue = queue(message);
            if (tracks.returnedSince(before, queue)) {
                // I1: a position counted from here would pass over what was handed out before the queue went
                throw new ConnectorException(Failure.disconnected(
                        "reassigned", "the queue " + queue + " went and came again; joining the group anew"));
            }
            QueueTrack track = tracks.of(queue);
            if (track != null && track.due() != null) {
                track.hold(message); // I4
            } else if (track != null) {
                taken.add(new Pulled(message, queue, track));
            }
        }
        if (taken.isEmpty()) {
            passOver();
        }
        return taken;
    }

    /** Moves positions over messages that the filter leaves out, where nothing before them is open. */
    private void passOver() {
        for (MessageQueue queue : positions.queues()) {
            QueueTrack track = tracks.of(queue);
            // Read first: all messages before it are in the client's cache by now, or have been polled.
            long pulled = queues.getPullOffset(queue);
            ProcessQueue cache = queues.getProcessQueue(queue);
            if (pulled > 0
                    && cache != null
                    && !cache.isDropped()
                    && cache.getMsgCount().get() == 0
                    && track != null
                    && track.idle()
                    && tracks.of(queue) == track) {
                positions.updateOffset(queue, pulled, true); // I2
            }
        }
    }

    private static MessageQueue queue(MessageExt message) {
        return new MessageQueue(message.getTopic(), message.getBrokerName(), message.getQueueId());
    }

    @Override
    public Positions positions() {
        return positions;
    }

    @Override
    public MQClientInstance client() {
        return client;
    }

    @Override
    public void close() {
        consumer.shutdown();
    }

    private final class Pulled implements Taken {
        private final MessageExt message;
        private final MessageQueue queue;
        private final QueueTrack track;
        private final QueueTrack.Mark mark;

        Pulled(MessageExt message, MessageQueue queue, QueueTrack track) {
            this.message = message;
            this.queue = queue;
            this.track = track;
            this.mark = track.out(message);
        }

        @Override
        public MessageExt message() {
            return message;
        }

        @Override
        public boolean counts() {
            return !mark.over() && tracks.of(queue) == track;
        }

        @Override
        public void acknowledge() {
            if (tracks.of(queue) == track) { // I2: the queue's next owner has it otherwise
                long position = track.settle(mark);
                if (position >= 0) {
                    positions.updateOffset(queue, position, true);
                }
            }
        }

        @Override
        public void handBack(Duration delay) {
            if (counts()) {
                consumer.pause(Set.of(queue)); // I6: what is behind it stays with the broker
                returns.add(track, mark, delay, again -> new Pulled(again, queue, track));
            }
        }
    }
}
