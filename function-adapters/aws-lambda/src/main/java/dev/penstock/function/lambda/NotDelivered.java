package dev.penstock.function.lambda;

import dev.penstock.api.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some events of an invocation are not safe, so that it has to come again; says which and why. */
final class NotDelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 5;

    NotDelivered(List<Item> items, List<@Nullable Failure> failures) {
        // where in the adapter this was found out helps nobody
        super(text(items, failures), null, false, false);
    }

    /** Polling failed. */
    NotDelivered(Failure failure) {
        super(failure.message() + " (" + failure.code() + ")", null, false, false);
    }

    /** How many, and of the first few which and why. */
    static String text(List<Item> items, List<@Nullable Failure> failures) {
        StringBuilder text = new StringBuilder();
        int failed = 0;
        for (int i = 0; i < items.size(); i++) {
            Failure failure = failures.get(i);
            if (failure != null && failed++ < MOST) {
                text.append("; ")
                        .append(name(items.get(i)))
                        .append(": ")
                        .append(failure.message())
                        .append(" (")
                        .append(failure.code())
                        .append(')');
            }
        }
        return failed + " of " + items.size() + " events are not delivered" + text
                + (failed > MOST ? "; and " + (failed - MOST) + " more" : "");
    }

    private static String name(Item item) {
        return item.event() == null ? item.identifier() : item.event().getId();
    }
}
