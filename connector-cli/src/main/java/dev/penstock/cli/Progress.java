package dev.penstock.cli;

import java.util.Locale;

/**
 * How much was done up to a moment, over all pipelines.
 *
 * @param delivered events that sinks have taken
 * @param deadLettered events in the dead letters
 * @param retried attempts that failed and were or will be followed by another
 * @param inFlight events under way
 * @param pending events that wait in the sources, or -1 when they cannot tell
 * @param oldestSeconds age of the oldest event under way
 * @param troubled pipelines that do not run now: reconnecting, paused or halted
 */
record Progress(
        long delivered,
        long deadLettered,
        long retried,
        long inFlight,
        long pending,
        double oldestSeconds,
        int troubled) {

    /** One line for a person, given what was so a while before. */
    String since(Progress earlier, double seconds) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%,d delivered", delivered));
        line.append(String.format(Locale.ROOT, ", %,.0f/s", (delivered - earlier.delivered) / Math.max(seconds, 1e-3)));
        line.append(String.format(Locale.ROOT, ", %,d in flight", inFlight));
        if (pending >= 0) {
            line.append(String.format(Locale.ROOT, ", %,d waiting", pending));
        }
        line.append(String.format(Locale.ROOT, ", lag %.1f s", oldestSeconds));
        line.append(String.format(Locale.ROOT, ", %,d retried", retried));
        if (deadLettered > 0) {
            line.append(String.format(Locale.ROOT, ", %,d dead letters", deadLettered));
        }
        if (troubled > 0) {
            line.append(", ").append(troubled).append(troubled == 1 ? " pipeline in trouble" : " pipelines in trouble");
        }
        return line.toString();
    }
}
