package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import dev.penstock.benchmarks.measure.Rounds;

/** One of those that do the same work in turn, with its figures so far. Used by one thread. */
final class Contender {
    /** How it does the work. */
    interface Turn {
        /** Starts the process that does it, towards a table or topic that is there and empty. */
        Child start(String destination) throws Exception;
    }

    private final String name;
    private final Turn turn;
    private final Rounds speed = new Rounds("speed", "/s");
    private final Rounds processor = new Rounds("processor", "µs");
    private final Rounds memory = new Rounds("resident", "MB");

    Contender(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
    }

    Child start(String destination) throws Exception {
        return turn.start(destination);
    }

    void add(Sample sample) {
        speed.add(sample.perSecond());
        processor.add(sample.microseconds());
        memory.add(sample.megabytes());
    }

    static String head(String unit) {
        return "  %-50s %12s %8s %8s %8s   %s".formatted("", unit, "ratio", "CPU µs", "MB", "range");
    }

    /** Its medians, beside those of another. */
    String row(Contender limit) {
        return "  %-50s %,12.0f %8.2f %8.1f %8.0f   %,.0f to %,.0f"
                .formatted(
                        name,
                        speed.median(),
                        ratio(limit),
                        processor.median(),
                        memory.median(),
                        speed.smallest(),
                        speed.largest());
    }

    double ratio(Contender other) {
        return speed.median() / other.speed.median();
    }

    @Override
    public String toString() {
        return name;
    }
}
