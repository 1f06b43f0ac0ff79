package dev.penstock.connector.webhook.sns;

/** A request does not prove that it comes from Amazon SNS and a topic that may send; the message says why, to the sender. */
final class NotFromSns extends Exception {
    private static final long serialVersionUID = 1L;

    NotFromSns(String message) {
        super(message);
    }
}
