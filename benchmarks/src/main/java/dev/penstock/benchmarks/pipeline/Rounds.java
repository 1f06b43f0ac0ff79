package dev.penstock.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of one thing measured in several rounds. */
final class Rounds {
    private final String name;
    private final String unit;
    private final List<Double> figures = new ArrayList<>();

    Rounds(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    void add(double figure) {
        figures.add(figure);
    }

    double median() {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Median, smallest and largest. */
    void print() {
        System.out.printf(
                "  %-44s %,12.1f %s (%,.1f to %,.1f in %d rounds)%n",
                name, median(), unit, Collections.min(figures), Collections.max(figures), figures.size());
    }

    /** This median divided by another. */
    static void ratio(String what, Rounds one, Rounds other) {
        System.out.printf("  %-44s %12.2f%n", what, one.median() / other.median());
    }
}
