package dev.penstock.function.lambda;

import dev.penstock.api.Failure;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a service wants to hear which records come again. */
enum Answer {
    /** All of them, or none: an error. */
    WHOLE,
    /** Each record that failed, with those behind it in its lane. */
    EVERY_FAILED,
    /** The first record of each lane that failed; the service repeats from there on. */
    FIRST_FAILED;

    /**
     * The answer to an invocation of which records failed.
     *
     * @param failures by position; null for a record that is safe
     */
    String write(List<Item> items, List<@Nullable Failure> failures) {
        Set<String> closed = new HashSet<>();
        Set<String> again = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            String lane = item.lane();
            boolean behind = lane != null && closed.contains(lane);
            if (failures.get(i) == null && !behind) {
                continue;
            }
            if (lane != null) {
                closed.add(lane);
            }
            if (!behind || this == EVERY_FAILED) {
                again.add("{\"itemIdentifier\":" + item.identifier() + "}");
            }
        }
        return again.stream().collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")); // I1
    }
}
