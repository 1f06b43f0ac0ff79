package dev.penstock.connector.rocketmq;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.client.common.ClientErrorCode;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/**
 * Says what follows when a message was not sent.
 *
 * <p>What is in the message itself is rejected. What is in the connection or the cluster counts against no event: it waits
 * until that is mended. Where the event names its topic itself, a topic that is missing is the event's fault.
 */
final class SendFailures {
    private static final Duration QUIET = Duration.ofMillis(500);

    private final ClientFailures failures;
    private final boolean eventNamesTopic;
    private final BooleanSupplier brokers;

    /**
     * Failures of a producer.
     *
     * @param eventNamesTopic whether a topic that is missing may be the event's fault
     * @param brokers whether there are brokers at all: without any the name server knows no topic
     */
    SendFailures(ClientFailures failures, boolean eventNamesTopic, BooleanSupplier brokers) {
        this.failures = failures;
        this.brokers = brokers;
        this.eventNamesTopic = eventNamesTopic;
    }

    /** Whether the broker or the client refuses what was to be sent, rather than cannot take it now. */
    static boolean refused(Throwable thrown) {
        int code = ClientFailures.code(thrown);
        return code == ResponseCode.MESSAGE_ILLEGAL || code == ResponseCode.INVALID_PARAMETER;
    }

    /** The outcome of an event whose message failed with this. */
    Outcome outcome(Throwable thrown) {
        if (refused(thrown)) {
            return Outcome.rejected(Failure.user("refused", "the message is refused: " + failures.reason(thrown)));
        }
        Failure failure = failures.of(thrown);
        return switch (ClientFailures.code(thrown)) {
            case ResponseCode.NO_PERMISSION -> Outcome.halt(failure);
            case ResponseCode.TOPIC_NOT_EXIST, ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION ->
                Outcome.retry(
                        eventNamesTopic && brokers.getAsBoolean()
                                ? Failure.external(failure.code(), failure.message())
                                : failure);
            // It has too much to do; a pause helps, another connection does not.
            case ResponseCode.SYSTEM_BUSY, ResponseCode.FLOW_CONTROL ->
                Outcome.retry(Failure.external("busy", "the broker is busy: " + failures.reason(thrown)), QUIET);
            default -> Outcome.retry(failure);
        };
    }

    /**
     * The outcome of an event whose message is in the master's memory, but not where the broker's configuration wants it,
     * on its disk or at a slave. Waits as long as that lasts, as for a broker that is gone; then it is sent again.
     */
    static Outcome outcome(SendStatus status) {
        return Outcome.retry(Failure.disconnected(
                "not-durable",
                "the broker has the message, but not safely: " + status + "; see to its disk and slaves"));
    }
}
