package dev.penstock.function;

import java.util.Locale;

/** What an invocation of a function is, decided by the pipeline's source. */
public enum Shape {
    /** The invocation carries events for the sink. */
    TRIGGER,
    /** The invocation is an HTTP request to the webhook source. */
    WEBHOOK,
    /** The invocation says that it is time to poll. */
    POLLING,
    /** Nothing invokes it: it holds on to its queue for as long as it lives. Needs a host that lets it live. */
    QUEUE;

    /** In lower case, as {@code function.json} writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
