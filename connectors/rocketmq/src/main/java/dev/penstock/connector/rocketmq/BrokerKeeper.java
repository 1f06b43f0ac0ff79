package dev.penstock.connector.rocketmq;

import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.OffsetNotFoundException;
import org.apache.rocketmq.client.impl.FindBrokerResult;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;
import org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetRequestHeader;
import org.jspecify.annotations.Nullable;

/** Keeps positions where RocketMQ keeps those of every group: in the broker of the queue. */
final class BrokerKeeper implements Positions.Keeper {
    private static final long TIMEOUT_MILLIS = 3_000;

    private final MQClientInstance client;
    private final String group;

    BrokerKeeper(MQClientInstance client, String group) {
        this.client = client;
        this.group = group;
    }

    @Override
    public long read(MessageQueue queue)
            throws MQClientException, MQBrokerException, RemotingException, InterruptedException {
        QueryConsumerOffsetRequestHeader request = new QueryConsumerOffsetRequestHeader();
        request.setTopic(queue.getTopic());
        request.setConsumerGroup(group);
        request.setQueueId(queue.getQueueId());
        request.setBrokerName(queue.getBrokerName());
        // Else a broker that still has a queue's first message in memory says 0, and 'start: latest' would read it all.
        request.setSetZeroIfNotFound(false);
        String broker = broker(queue);
        if (broker == null) {
            throw new MQClientException("the broker " + queue.getBrokerName() + " is not there", null);
        }
        try {
            return client.getMQClientAPIImpl().queryConsumerOffset(broker, request, TIMEOUT_MILLIS);
        } catch (OffsetNotFoundException none) {
            return -1;
        }
    }

    @Override
    public boolean write(Map<MessageQueue, Long> positions) throws InterruptedException {
        try {
            for (Map.Entry<MessageQueue, Long> each : positions.entrySet()) {
                String broker = broker(each.getKey());
                if (broker == null) {
                    return false;
                }
                client.getMQClientAPIImpl()
                        .updateConsumerOffsetOneway(broker, request(each.getKey(), each.getValue()), TIMEOUT_MILLIS);
            }
            return true;
        } catch (RemotingException e) {
            return false; // what is not stored comes again: no loss
        }
    }

    private UpdateConsumerOffsetRequestHeader request(MessageQueue queue, long position) {
        UpdateConsumerOffsetRequestHeader request = new UpdateConsumerOffsetRequestHeader();
        request.setTopic(queue.getTopic());
        request.setConsumerGroup(group);
        request.setQueueId(queue.getQueueId());
        request.setCommitOffset(position);
        request.setBrokerName(queue.getBrokerName());
        return request;
    }

    private @Nullable String broker(MessageQueue queue) {
        String name = client.getBrokerNameFromMessageQueue(queue);
        FindBrokerResult found = client.findBrokerAddressInSubscribe(name, MixAll.MASTER_ID, false);
        if (found == null) {
            try {
                client.updateTopicRouteInfoFromNameServer(queue.getTopic());
            } catch (IllegalStateException unreachable) {
                return null; // so the client says that a name server does not answer
            }
            found = client.findBrokerAddressInSubscribe(name, MixAll.MASTER_ID, false);
        }
        return found == null ? null : found.getBrokerAddr();
    }
}
