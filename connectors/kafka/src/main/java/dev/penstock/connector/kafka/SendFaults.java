package dev.penstock.connector.kafka;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Says what follows from the failure of a record.
 *
 * <p>What is in the record itself is rejected. What is in the connection or the cluster counts against no event: it waits
 * until that is mended. Where the event names its topic itself, a topic that is missing or forbidden is the event's fault.
 */
final class SendFaults {
    private final boolean eventNamesTopic;

    SendFaults(boolean eventNamesTopic) {
        this.eventNamesTopic = eventNamesTopic;
    }

    /** The outcome of an event whose record failed with this. */
    Outcome outcome(Exception failure) {
        String reason = Faults.message(failure);
        if (failure instanceof IllegalArgumentException) {
            return rejected("not-a-record", reason);
        }
        if (failure instanceof RecordTooLargeException) {
            return rejected(
                    "too-large",
                    "the event is too large for the topic: " + reason
                            + "; raise max.message.bytes there and the property max.request.size here");
        }
        if (failure instanceof SerializationException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException
                || failure instanceof PolicyViolationException) {
            return rejected("refused", "the broker refuses the record: " + reason);
        }
        if (failure instanceof InvalidTopicException) {
            return rejected("bad-topic", "no topic can have that name: " + reason);
        }
        if (failure instanceof TopicAuthorizationException && eventNamesTopic) {
            return rejected("not-authorized", "may not write to the topic that the event names: " + reason);
        }
        if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
            return Outcome.halt(Faults.ofClient(failure));
        }
        if (isMissingTopic(failure)) {
            return missingTopic(reason);
        }
        if (failure instanceof UnknownServerException) {
            return Outcome.retry(Failure.external("broker-error", "the broker failed at the record: " + reason));
        }
        if (failure instanceof RetriableException) {
            return Outcome.retry(
                    Failure.disconnected("not-written", "the brokers did not take the record in time: " + reason));
        }
        // The producer is of no use any more: fenced, its sequence lost, closed.
        String told = failure instanceof KafkaException ? reason : failure.toString();
        return Outcome.retry(Failure.disconnected("producer-failed", "the producer failed: " + told));
    }

    private Outcome missingTopic(String reason) {
        if (eventNamesTopic) {
            return Outcome.retry(
                    Failure.external("no-topic", "the topic that the event names is not there: " + reason));
        }
        return Outcome.retry(Failure.disconnected("no-topic", "the topic is not there: " + reason + "; create it"));
    }

    /** Only if a broker said so: the client says "not present in metadata" also when it reached none. */
    private static boolean isMissingTopic(Exception failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException;
    }

    private static Outcome rejected(String code, String message) {
        return Outcome.rejected(Failure.user(code, message));
    }
}
