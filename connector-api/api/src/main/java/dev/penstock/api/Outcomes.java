package dev.penstock.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a batch, by position.
 *
 * <p>Filled by one thread, or by several that finish before the write returns. Positions that were never set count as
 * {@link Outcome.Retry}.
 */
public final class Outcomes {
    private final @Nullable Outcome[] outcomes;

    /** Room for that many outcomes, none set. */
    public Outcomes(int size) {
        outcomes = new @Nullable Outcome[size];
    }

    /** Every event of the batch is durably taken. */
    public static Outcomes delivered(int size) {
        return all(size, Outcome.delivered());
    }

    /** Every event of the batch has the same outcome. */
    public static Outcomes all(int size, Outcome outcome) {
        Outcomes result = new Outcomes(size);
        Arrays.fill(result.outcomes, outcome);
        return result;
    }

    /** Sets the outcome of the event at that position, replacing an earlier one. */
    public Outcomes set(int index, Outcome outcome) {
        outcomes[index] = outcome;
        return this;
    }

    /** The outcome at that position, or null if none was set. */
    public @Nullable Outcome get(int index) {
        return outcomes[index];
    }

    /** How many positions there are. */
    public int size() {
        return outcomes.length;
    }
}
