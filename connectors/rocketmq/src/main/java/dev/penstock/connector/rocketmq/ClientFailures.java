package dev.penstock.connector.rocketmq;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import org.apache.rocketmq.client.common.ClientErrorCode;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/** Says in Penstock's words what the client reports. */
final class ClientFailures {
    private static final int UNKNOWN = -1;

    private final Access access;

    ClientFailures(Access access) {
        this.access = access;
    }

    /** The failure of a call that has nothing to do with one message. */
    Failure of(Throwable thrown) {
        int code = code(thrown);
        return switch (code) {
            case ResponseCode.NO_PERMISSION ->
                Failure.user(
                        "no-permission",
                        "the broker refuses access: " + reason(thrown)
                                + "; check access-key and secret-key, and what they may do");
            case ResponseCode.TOPIC_NOT_EXIST, ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION ->
                Failure.disconnected(
                        "no-topic", "no broker has the topic: " + reason(thrown) + "; create it, or start its broker");
            case ResponseCode.SUBSCRIPTION_PARSE_FAILED ->
                Failure.user("bad-filter", "the broker cannot read the filter: " + reason(thrown) + "; mend 'filter'");
            default ->
                Failure.disconnected(
                        "not-reachable",
                        "RocketMQ at " + access.nameServer() + " does not answer as it should: " + reason(thrown));
        };
    }

    ConnectorException exception(Throwable thrown) {
        return new ConnectorException(of(thrown), thrown);
    }

    /** The first code in the chain of causes that says more than "failed". */
    static int code(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            int code = UNKNOWN;
            if (each instanceof MQBrokerException broker) {
                code = broker.getResponseCode();
            } else if (each instanceof MQClientException client) {
                code = client.getResponseCode();
            }
            if (code > 0) {
                return code;
            }
        }
        return UNKNOWN;
    }

    /** One line: what the innermost known exception says, without the client's advertisement for its web pages. */
    String reason(Throwable thrown) {
        Throwable told = thrown;
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof MQBrokerException
                    || each instanceof MQClientException
                    || each instanceof RemotingException) {
                told = each;
            }
        }
        String text;
        if (told instanceof MQBrokerException broker) {
            text = String.valueOf(broker.getErrorMessage());
        } else if (told instanceof MQClientException client && client.getErrorMessage() != null) {
            text = client.getErrorMessage();
        } else if (told instanceof RemotingConnectException || told instanceof RemotingTimeoutException) {
            text = String.valueOf(told.getMessage());
        } else {
            text = told.toString();
        }
        int end = text.indexOf('\n');
        text = end < 0 ? text : text.substring(0, end);
        int help = text.indexOf("See https://");
        text = help < 0 ? text : text.substring(0, help);
        return access.masked(text.strip());
    }
}
