package dev.penstock.connector.rocketmq;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.connector.rocketmq.MessageWriter.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.ResponseCode;
import org.jspecify.annotations.Nullable;

/** Sends the events of a batch, those for one queue together; any number of threads. */
final class Sender {
    /** Beyond it, one large request gains nothing over two. */
    private static final int TOGETHER_BYTES = 512 << 10;

    private final DefaultMQProducer producer;
    private final Queues queues;
    private final SendFailures failures;
    private final MessageWriter writer;
    private final long maxBytes;
    private final long togetherBytes;
    private final long timeoutMillis;

    Sender(DefaultMQProducer producer, Queues queues, SendFailures failures, RocketmqSinkConfig config) {
        this.producer = producer;
        this.queues = queues;
        this.failures = failures;
        this.writer = new MessageWriter(config);
        this.maxBytes = config.maxMessageSize().bytes();
        this.togetherBytes = Math.min(TOGETHER_BYTES, maxBytes);
        this.timeoutMillis = config.timeout().toMillis();
    }

    /** One event of the batch on its way. */
    private record Item(int index, Written written) {
        Message message() {
            return written.message();
        }
    }

    /** The outcome of each event; null for one that was not tried, and for those behind it in its queue. */
    @Nullable
    Outcome[] send(Batch batch) {
        @Nullable Outcome[] outcomes = new Outcome[batch.size()];
        Map<MessageQueue, List<Item>> byQueue = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            outcomes[i] = prepare(batch, i, byQueue);
            if (outcomes[i] != null
                    && outcomes[i].kind() != Outcome.Kind.REJECTED
                    && outcomes[i].kind() != Outcome.Kind.DELIVERED) {
                break;
            }
        }
        for (Map.Entry<MessageQueue, List<Item>> queue : byQueue.entrySet()) {
            if (!send(queue.getKey(), queue.getValue(), batch.deadline(), outcomes)) {
                break; // what is behind it in the batch is written again, whatever its queue
            }
        }
        return outcomes;
    }

    /** Puts an event into its queue's list, or says what became of it already. */
    private @Nullable Outcome prepare(Batch batch, int index, Map<MessageQueue, List<Item>> byQueue) {
        Written written;
        try {
            written = writer.of(batch.event(index));
        } catch (IllegalArgumentException e) {
            return Outcome.rejected(
                    Failure.user("not-a-message", "the event cannot become a message: " + e.getMessage()));
        }
        if (written.message().getBody().length > maxBytes) {
            return Outcome.rejected(Failure.user(
                    "too-large",
                    "the event's message has " + written.message().getBody().length + " bytes, more than the "
                            + maxBytes + " of max-message-size"));
        }
        try {
            MessageQueue queue = queues.of(written.message().getTopic(), written.key(), timeout(batch.deadline()));
            byQueue.computeIfAbsent(queue, fresh -> new ArrayList<>()).add(new Item(index, written));
            return null;
        } catch (MQClientException e) {
            return ClientFailures.code(e) == ResponseCode.TOPIC_NOT_EXIST
                    ? create(written, batch.deadline(), e)
                    : failures.outcome(e);
        } catch (RemotingException e) {
            return failures.outcome(e);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /** A broker may create topics at their first message. */
    private Outcome create(Written written, Deadline deadline, MQClientException unknown) {
        try {
            return outcome(producer.send(
                    written.message(),
                    (all, message, key) -> queues.among(all, written.key()),
                    written.key(),
                    timeout(deadline)));
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            // Without a code, the client has found no broker that creates topics.
            return failures.outcome(ClientFailures.code(e) > 0 ? e : unknown);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /** Whether all of them are taken or rejected. */
    private boolean send(MessageQueue queue, List<Item> items, Deadline deadline, @Nullable Outcome[] outcomes) {
        int from = 0;
        int oneByOne = 0;
        while (from < items.size() && !deadline.expired()) {
            int to = from < oneByOne ? from + 1 : end(items, from);
            Outcome outcome = send(queue, items.subList(from, to), deadline);
            if (outcome == null) {
                oneByOne = to; // some of them are refused; which, they say one by one
                continue;
            }
            for (Item item : items.subList(from, to)) {
                outcomes[item.index()] = outcome;
            }
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                return false; // I4
            }
            from = to;
        }
        return from == items.size();
    }

    /** Where the request that begins there ends. */
    private int end(List<Item> items, int from) {
        int to = from;
        long bytes = 0;
        while (to < items.size() && !items.get(to).written().alone()) {
            bytes += items.get(to).written().size();
            if (bytes > togetherBytes) {
                break;
            }
            to++;
        }
        return Math.max(to, from + 1);
    }

    /** Null when several were refused as a whole. */
    private @Nullable Outcome send(MessageQueue queue, List<Item> items, Deadline deadline) {
        if (items.size() == 1) {
            return alone(queue, items.get(0), deadline);
        }
        List<Message> messages = new ArrayList<>(items.size());
        items.forEach(item -> messages.add(item.message()));
        try {
            return outcome(producer.send(messages, queue, timeout(deadline)));
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            return SendFailures.refused(e) ? null : failures.outcome(e);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private Outcome alone(MessageQueue queue, Item item, Deadline deadline) {
        try {
            return outcome(producer.send(item.message(), queue, timeout(deadline)));
        } catch (MQClientException | MQBrokerException | RemotingException e) {
            return failures.outcome(e);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private static Outcome outcome(SendResult result) {
        SendStatus status = result.getSendStatus();
        return status == SendStatus.SEND_OK ? Outcome.delivered() : SendFailures.outcome(status); // I1
    }

    private static Outcome interrupted() {
        Thread.currentThread().interrupt();
        return Outcome.retry(Failure.internal("interrupted", "the write was interrupted"));
    }

    private long timeout(Deadline deadline) {
        return Math.max(1, Math.min(timeoutMillis, deadline.remaining().toMillis()));
    }
}
