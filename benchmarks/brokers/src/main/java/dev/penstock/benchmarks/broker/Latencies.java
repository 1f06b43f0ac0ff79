package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Rounds;

/** How long the answers of one server took. */
final class Latencies {
    private final String name;
    private final Rounds middle = new Rounds("p50", "µs");
    private final Rounds slow = new Rounds("p99", "µs");

    Latencies(String name) {
        this.name = name;
    }

    void add(double half, double ninetyNine) {
        middle.add(half);
        slow.add(ninetyNine);
    }

    double slowRatio(Latencies other) {
        return slow.median() / other.slow.median();
    }

    @Override
    public String toString() {
        return "  %-50s p50 %.1f ms, p99 %.1f ms (%.1f to %.1f)"
                .formatted(
                        name, middle.median() / 1e3, slow.median() / 1e3, slow.smallest() / 1e3, slow.largest() / 1e3);
    }
}
