package dev.penstock.connector.rocketmq;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.MQClientManager;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Takes messages from the client's listener threads, each of which waits until its batch is settled. */
final class PushConsumption implements Consumption {
    private static final int BATCH = 32;
    private static final int ORDERED_BATCH = 256;
    private static final int AHEAD = 1_000;
    private static final int AHEAD_MEBIBYTES = 1;
    /** A sink that is down for hours is no reason to send messages back, and at last to the dead letter topic. */
    private static final long FOR_EVER_MINUTES = 525_600;
    /** What the brokers have as messageDelayLevel unless changed, in seconds. */
    private static final int[] DELAYS = {
        1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200
    };

    private final BlockingQueue<PushBatch> arrived = new LinkedBlockingQueue<>(); // I6: as many as there are listeners
    private final Set<PushBatch> held = ConcurrentHashMap.newKeySet();
    private final boolean returnable;
    private final DefaultMQPushConsumer consumer;
    private final MQClientInstance client;
    private final Positions positions;
    private final Returns returns;
    private volatile boolean closed;

    /** Joins the group. */
    @SuppressWarnings("deprecation") // an offset store of one's own is meant to be rare
    PushConsumption(RocketmqSourceConfig config, String group, InstantSource clock) throws MQClientException {
        FileKeeper file = Group.file(config);
        Access access = config.access();
        consumer = access.apply(new DefaultMQPushConsumer(group, access.signature()));
        client = MQClientManager.getInstance().getOrCreateMQClientInstance(consumer, access.signature());
        returns = new Returns(clock);
        Positions.Keeper keeper = file == null ? new BrokerKeeper(client, group) : file;
        positions = new Positions(keeper, Group.beginning(config, client), new Watch());
        returnable = config.model() == Model.CLUSTERING && !config.ordered();
        consumer.setOffsetStore(positions);
        consumer.setMessageModel(
                config.model() == Model.CLUSTERING ? MessageModel.CLUSTERING : MessageModel.BROADCASTING);
        consumer.setConsumeThreadMax(config.threads());
        consumer.setConsumeThreadMin(config.threads());
        consumer.setPullBatchSize(BATCH);
        consumer.setConsumeMessageBatchMaxSize(config.ordered() ? ORDERED_BATCH : BATCH);
        consumer.setPullThresholdForQueue(AHEAD); // I6
        consumer.setPullThresholdSizeForQueue(AHEAD_MEBIBYTES);
        consumer.setConsumeTimeout(FOR_EVER_MINUTES); // I3
        consumer.setMaxReconsumeTimes(config.maxReconsumeTimes());
        Start start = Start.of(config.start());
        consumer.setConsumeFromWhere(start.place());
        consumer.setConsumeTimestamp(start.timestamp());
        if (config.ordered()) {
            consumer.registerMessageListener(
                    (MessageListenerOrderly) (messages, context) -> hold(messages, context.getMessageQueue())
                            ? ConsumeOrderlyStatus.SUCCESS
                            : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
        } else {
            consumer.registerMessageListener(
                    (MessageListenerConcurrently) (messages, context) -> hold(messages, context.getMessageQueue())
                            ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS
                            : ConsumeConcurrentlyStatus.RECONSUME_LATER);
        }
        consumer.subscribe(config.topic(), Group.selector(config));
        Group.start(consumer::start, consumer::shutdown, client, group);
    }

    /** Called by a listener thread; its answer is the acknowledgement. */
    private boolean hold(List<MessageExt> messages, MessageQueue queue) {
        PushBatch batch = new PushBatch(messages, queue);
        held.add(batch);
        try {
            if (closed) {
                batch.release();
            }
            arrived.add(batch);
            return batch.await(); // I1
        } finally {
            held.remove(batch);
        }
    }

    @Override
    public List<Taken> more(Duration wait) throws InterruptedException {
        List<Taken> taken = returns.due();
        if (taken.isEmpty()) {
            PushBatch batch = arrived.poll(returns.patienceMillis(wait), TimeUnit.MILLISECONDS);
            if (batch != null && !batch.isReleased()) {
                batch.messages().forEach(message -> taken.add(new Pushed(message, batch)));
            }
        }
        return taken;
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
        // The client drops its queues at the end of its shutdown; what a listener says after that counts no more.
        consumer.shutdown();
        closed = true;
        held.forEach(PushBatch::release);
    }

    /** The lowest level that waits as long; 0, the broker's own choice, for no delay. */
    private static int level(Duration delay) {
        if (delay.isZero()) {
            return 0;
        }
        int level = 1;
        while (level < DELAYS.length && DELAYS[level - 1] < delay.toSeconds()) {
            level++;
        }
        return level;
    }

    private final class Pushed implements Taken {
        private final MessageExt message;
        private final PushBatch batch;
        private final QueueTrack.Mark mark;

        Pushed(MessageExt message, PushBatch batch) {
            this.message = message;
            this.batch = batch;
            this.mark = batch.track().out(message);
        }

        @Override
        public MessageExt message() {
            return message;
        }

        @Override
        public boolean counts() {
            return !mark.over() && !batch.isReleased();
        }

        @Override
        public void acknowledge() {
            batch.track().settle(mark);
            if (batch.track().idle()) {
                batch.settled();
            }
        }

        @Override
        @SuppressWarnings("deprecation") // meant to be called with a listener's answer only, which is for a whole batch
        public void handBack(Duration delay) throws Exception {
            if (!counts()) {
                return;
            }
            if (returnable) {
                consumer.sendMessageBack(message, level(delay), message.getBrokerName());
                acknowledge();
            } else {
                returns.add(batch.track(), mark, delay, again -> new Pushed(again, batch));
            }
        }
    }

    /** The client itself keeps track of what is settled; listeners need not wait for what is another member's now. */
    private final class Watch implements Positions.Watcher {
        @Override
        public void assigned(MessageQueue queue) {}

        @Override
        public void revoked(MessageQueue queue) {
            for (PushBatch batch : held) {
                if (batch.queue().equals(queue)) {
                    batch.release();
                }
            }
        }
    }
}
