package dev.penstock.function.functiongraph;

/** What a trigger sent cannot be read; the message is for whoever looks after the function. */
final class MalformedPayload extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPayload(String message) {
        super(message);
    }

    MalformedPayload(String message, Throwable cause) {
        super(message, cause);
    }
}
