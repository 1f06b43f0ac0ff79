package dev.penstock.connector.kafka;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Says what exceptions of the Kafka client mean, apart from those about single records. */
final class Faults {
    private Faults() {}

    /** Why a client could not be built, or not be used. */
    static Failure ofClient(Throwable thrown) {
        if (thrown instanceof ConnectorException known) {
            return known.failure();
        }
        Throwable cause = telling(thrown);
        if (cause.getCause() instanceof IllegalArgumentException unfit) {
            if (message(unfit).contains("JAAS")) { // I7: it may quote a part of it
                return Failure.user(
                        "bad-property",
                        "the property sasl.jaas.config is not of the form 'MODULE required NAME=\"VALUE\";'; mend it, or use"
                                + " 'security'");
            }
            return Failure.user("bad-property", "the Kafka client refuses its properties: " + message(unfit));
        }
        if (cause instanceof AuthenticationException) {
            return Failure.user(
                    "bad-credentials",
                    "the broker does not accept the credentials: " + cause.getMessage() + "; mend 'security'");
        }
        if (cause instanceof AuthorizationException) {
            return Failure.user(
                    "not-authorized", "the broker refuses: " + cause.getMessage() + "; have the rights granted");
        }
        if (cause instanceof ConfigException
                && String.valueOf(cause.getMessage()).contains("bootstrap")) {
            return Failure.disconnected(
                    "unknown-host", "no broker to ask: " + cause.getMessage() + "; check 'bootstrap-servers'");
        }
        if (cause instanceof ConfigException) {
            return Failure.user("bad-property", "the Kafka client refuses its properties: " + cause.getMessage());
        }
        if (cause instanceof InvalidTopicException || cause instanceof UnsupportedVersionException) {
            return Failure.user("not-supported", "the broker refuses: " + cause.getMessage());
        }
        if (cause instanceof TimeoutException) {
            return Failure.disconnected(
                    "no-broker",
                    "no broker answered in time (" + cause.getMessage()
                            + "); check 'bootstrap-servers' and that it runs");
        }
        if (cause instanceof KafkaException) {
            return Failure.disconnected("kafka", "the Kafka client failed: " + message(cause));
        }
        return Failure.internal("unexpected", thrown.toString());
    }

    /** The failure as an exception, with its cause unless that may show a property. */
    static ConnectorException exception(Throwable thrown) {
        Failure failure = ofClient(thrown);
        return new ConnectorException(failure, failure.code().equals("bad-property") ? null : thrown); // I7
    }

    /** Why a member of a consumer group ended. */
    static Failure ofConsumer(Throwable thrown) {
        if (telling(thrown) instanceof FencedInstanceIdException) {
            return Failure.user(
                    "instance-id-taken",
                    "another member of the consumer group has the same 'group-instance-id'; give each process its own");
        }
        return ofClient(thrown);
    }

    /** The innermost exception that has a meaning: clients like to wrap. */
    private static Throwable telling(Throwable thrown) {
        Throwable found = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                found = cause;
            }
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return cause;
            }
        }
        return found;
    }

    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
