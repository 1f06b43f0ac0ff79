package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import dev.penstock.api.StateStore;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in a few words what went into a call or came out of it. */
final class Described {
    private static final int SHOWN = 6;
    private static final int LONGEST = 60;

    private Described() {}

    static String value(@Nullable Object value) {
        if (value instanceof PollRequest request) {
            return request.partition() + " after " + request.offset() + ", at most " + request.maxEvents() + " events"
                    + bytes(request.maxBytes()) + (request.draining() ? ", draining" : "");
        }
        if (value instanceof Polled polled) {
            return events(polled.events()) + " next " + polled.next() + " " + polled.when();
        }
        if (value instanceof ReceiveRequest request) {
            return "at most " + request.maxEvents() + " events" + bytes(request.maxBytes());
        }
        if (value instanceof Batch batch) {
            return events(batch.events());
        }
        if (value instanceof Outcomes outcomes) {
            return outcomes(outcomes);
        }
        if (value instanceof Settlement settlement) {
            return settlement.decision().name();
        }
        if (value instanceof WebhookRequest request) {
            return request.method() + " " + request.path() + " of " + request.body().length + " bytes";
        }
        if (value instanceof Received.Events received) {
            return events(received.events());
        }
        if (value instanceof StateStore.Entry entry) {
            return text(entry.value()) + " of version " + entry.version();
        }
        if (value instanceof StateStore.Change change) {
            return change.key() + " = " + text(change.value())
                    + (change.expected() == null ? ", new" : " over version " + change.expected());
        }
        if (value instanceof Deadline deadline) {
            return "within " + deadline.remaining().toMillis() + " ms";
        }
        return value instanceof List<?> list ? list(list) : String.valueOf(value);
    }

    private static String text(String text) {
        return text.length() <= LONGEST ? "'" + text + "'" : "a text of " + text.length() + " characters";
    }

    private static String bytes(long most) {
        return most == Long.MAX_VALUE ? "" : " and " + most + " bytes";
    }

    static String events(List<? extends CloudEvent> events) {
        List<String> ids = new ArrayList<>();
        for (CloudEvent event : events.subList(0, Math.min(SHOWN, events.size()))) {
            ids.add(event == null ? "null" : event.getId());
        }
        return events.size() + (events.size() == 1 ? " event " : " events ") + ids + (events.size() > SHOWN ? "…" : "");
    }

    private static String outcomes(Outcomes outcomes) {
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            kinds.add(outcome == null ? "none" : outcome(outcome));
        }
        return kinds.toString();
    }

    static String outcome(Outcome outcome) {
        return switch (outcome.kind()) {
            case DELIVERED -> "delivered";
            case SKIPPED -> "skipped: " + ((Outcome.Skipped) outcome).reason();
            case REJECTED -> "rejected: " + ((Outcome.Rejected) outcome).failure();
            case RETRY -> "retry: " + ((Outcome.Retry) outcome).failure();
            case HALT -> "halt: " + ((Outcome.Halt) outcome).failure();
        };
    }

    private static String list(List<?> list) {
        if (!list.isEmpty() && list.get(0) instanceof Delivery) {
            return events(list.stream().map(each -> ((Delivery) each).event()).toList());
        }
        List<String> words = new ArrayList<>();
        for (Object each : list.subList(0, Math.min(SHOWN, list.size()))) {
            words.add(value(each));
        }
        return list.size() + " " + words + (list.size() > SHOWN ? "…" : "");
    }
}
