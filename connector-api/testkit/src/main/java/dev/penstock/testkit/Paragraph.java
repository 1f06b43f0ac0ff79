package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Checkable;
import dev.penstock.api.Committing;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Partitioned;
import dev.penstock.api.Poison;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.StateStore;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.toolkit.event.EventBuilder;

/** The paragraphs of the API's documentation that guarantees rest on; every failure names one. */
enum Paragraph {
    POLL(PollingSource.class, "poll"),
    POLL_BOUNDS(PollRequest.class, ""),
    POLLED(Polled.class, ""),
    OFFSET(Offset.class, "number"),
    PARTITIONS(Partitioned.class, "partitions"),
    COMMIT(Committing.class, "commit"),
    PENDING(Measured.class, "pending"),
    CHECK(Checkable.class, "check"),
    RECEIVE(QueueSource.class, "receive"),
    RECEIVE_BOUNDS(ReceiveRequest.class, ""),
    SETTLE(QueueSource.class, "settle"),
    SOURCE_CLOSE(Source.class, "close"),
    SINK_CLOSE(Sink.class, "close"),
    STABLE_ID(EventBuilder.class, "id"),
    POISON(Poison.class, ""),
    STATE_STORE(StateStore.class, ""),
    STATE_READ(StateStore.class, "read"),
    STATE_WRITE(StateStore.class, "write"),
    STATE_ENTRY(StateStore.Entry.class, ""),
    STATE_CHANGE(StateStore.Change.class, ""),
    STATE_CLOSE(StateStore.class, "close"),
    WRITE(Sink.class, "write"),
    BATCH(Batch.class, ""),
    OUTCOMES(Outcomes.class, ""),
    OUTCOME_REJECTED(Outcome.Rejected.class, ""),
    OUTCOME_RETRY(Outcome.Retry.class, ""),
    ORDERED_BATCHES(OrderedBatches.class, ""),
    CONCURRENT(Concurrent.class, "concurrency"),
    IDEMPOTENT(Idempotent.class, ""),
    FAILURE(Failure.class, ""),
    RECONNECT(Failure.Remedy.class, "RECONNECT"),
    EXCEPTION(ConnectorException.class, ""),
    OPTION(Option.class, ""),
    SECRET(Secret.class, ""),
    CONNECTOR(Connector.class, ""),
    ENDPOINT(WebhookSource.class, "endpoint"),
    REMEMBER(Endpoint.class, "remember"),
    VERIFICATION(Verification.class, ""),
    SIGNATURE(Signature.class, ""),
    DELIVERY_ID(WebhookSource.class, "deliveryId"),
    HANDSHAKE(WebhookSource.class, "handshake"),
    WEBHOOK_RECEIVE(WebhookSource.class, "receive");

    private final Class<?> type;
    private final String member;

    Paragraph(Class<?> type, String member) {
        this.type = type;
        this.member = member;
    }

    Class<?> type() {
        return type;
    }

    /** A method, a component or a constant of the type; empty for what stands at the type itself. */
    String member() {
        return member;
    }

    /** As Javadoc writes it: {@code dev.penstock.api.PollingSource#poll}. */
    String reference() {
        String name = type.getName().replace('$', '.');
        return member.isEmpty() ? name : name + "#" + member;
    }
}
