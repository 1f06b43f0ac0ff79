package dev.penstock.api.webhook;

import dev.penstock.api.Failure;
import io.cloudevents.CloudEvent;
import java.util.List;

/** What a webhook request turned out to be. */
public sealed interface Received {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        EVENTS,
        REFUSED,
        IGNORED
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * Events to deliver; the request is answered once all are settled.
     *
     * @param events in order
     */
    record Events(List<CloudEvent> events) implements Received {
        public Events {
            events = List.copyOf(events);
        }

        @Override
        public Kind kind() {
            return Kind.EVENTS;
        }
    }

    /**
     * The sender's mistake.
     *
     * @param status 400 to 499
     * @param failure what is wrong with the request
     */
    record Refused(int status, Failure failure) implements Received {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * Understood, and nothing to deliver; answered 2xx.
     *
     * @param reason why, for the log
     */
    record Ignored(String reason) implements Received {
        @Override
        public Kind kind() {
            return Kind.IGNORED;
        }
    }

    /** One event. */
    static Received event(CloudEvent event) {
        return new Events(List.of(event));
    }

    /** Several events, settled together. */
    static Received events(List<CloudEvent> events) {
        return new Events(events);
    }

    /** The sender's mistake, answered with that status. */
    static Received refused(int status, String code, String message) {
        return new Refused(status, Failure.user(code, message));
    }

    /** Understood, and nothing to deliver. */
    static Received ignored(String reason) {
        return new Ignored(reason);
    }
}
