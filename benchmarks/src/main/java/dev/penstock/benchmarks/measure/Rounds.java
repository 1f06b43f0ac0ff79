package dev.penstock.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of one thing measured in several rounds. Used by one thread; without a figure, asking for one fails. */
public final class Rounds {
    private final String name;
    private final String unit;
    private final List<Double> figures = new ArrayList<>();

    /** Names what is measured, and in what. */
    public Rounds(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    /** Takes the figure of one round. */
    public void add(double figure) {
        figures.add(figure);
    }

    /** The middle figure; the mean of the two in the middle if there are two. */
    public double median() {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest figure. */
    public double smallest() {
        return Collections.min(figures);
    }

    /** The largest figure. */
    public double largest() {
        return Collections.max(figures);
    }

    /** Median, smallest and largest. */
    public void print() {
        System.out.printf(
                "  %-44s %,12.1f %s (%,.1f to %,.1f in %d rounds)%n",
                name, median(), unit, Collections.min(figures), Collections.max(figures), figures.size());
    }

    /** This median divided by another. */
    public static void ratio(String what, Rounds one, Rounds other) {
        System.out.printf("  %-44s %12.2f%n", what, one.median() / other.median());
    }
}
