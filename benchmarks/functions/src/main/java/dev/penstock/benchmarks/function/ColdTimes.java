package dev.penstock.benchmarks.function;

import dev.penstock.benchmarks.measure.Rounds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One start, in milliseconds.
 *
 * @param ready until it asked for its first invocation, or accepted a connection
 * @param answer until it had answered the first
 * @param processor processor time of all its threads until then, to a hundredth of a second: what other programs on the machine
 *     do changes it little
 */
record ColdTimes(double ready, double answer, double processor) {
    static double processor(Process process) {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / 1e6)
                .orElse(Double.NaN);
    }

    /** The times of several programs, by their names. */
    static final class Table {
        private final Map<String, Rounds> answers = new LinkedHashMap<>();
        private final Map<String, Rounds> readiness = new LinkedHashMap<>();
        private final Map<String, Rounds> processors = new LinkedHashMap<>();

        void add(String name, ColdTimes times) {
            of(readiness, name, name + ", ready").add(times.ready());
            of(answers, name, name + ", answered").add(times.answer());
            of(processors, name, name + ", processor time").add(times.processor());
        }

        void print() {
            for (String name : answers.keySet()) {
                rounds(readiness, name).print();
                rounds(answers, name).print();
                rounds(processors, name).print();
            }
        }

        /** Prints how they compare by the clock, and by the processor. */
        void ratio(String what, String one, String other) {
            Rounds.ratio(what, rounds(answers, one), rounds(answers, other));
            Rounds.ratio("  the same, processor time", rounds(processors, one), rounds(processors, other));
        }

        private static Rounds of(Map<String, Rounds> all, String name, String title) {
            return all.computeIfAbsent(name, first -> new Rounds(title, "ms"));
        }

        private static Rounds rounds(Map<String, Rounds> all, String name) {
            return Objects.requireNonNull(all.get(name));
        }
    }
}
