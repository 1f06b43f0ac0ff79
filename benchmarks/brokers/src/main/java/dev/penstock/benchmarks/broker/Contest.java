package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lets contenders do the same work in interleaved rounds, judges what arrived after each turn, and prints a table. Each turn is
 * a process of its own towards a fresh table or topic.
 */
final class Contest {
    /** Where the work ends. */
    interface Destination {
        /** Makes an empty table or topic of that name. */
        Arrivals create(String name) throws Exception;

        /** Fails if anything is missing, twice there or different; then removes it. */
        void judge(String name) throws Exception;
    }

    private record Aim(String text, Contender one, Contender other) {}

    private final String title;
    private final String unit;
    private final long total;
    private final Destination destination;
    private final Pattern wanted = Pattern.compile(System.getProperty("contenders", ""));
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Aim> aims = new ArrayList<>();

    Contest(String title, String unit, long total, Destination destination) {
        this.title = title;
        this.unit = unit;
        this.total = total;
        this.destination = destination;
    }

    /**
     * Lets one more take part; the first is what the ratios of the table are of. The system property {@code contenders}, a part of
     * their names as a regular expression, leaves others out.
     */
    Contender add(String name, Contender.Turn turn) {
        Contender contender = new Contender(name, turn);
        if (wanted.matcher(name).find()) {
            contenders.add(contender);
        }
        return contender;
    }

    /** Prints how one compares to another in the end. */
    void aim(String text, Contender one, Contender other) {
        if (contenders.contains(one) && contenders.contains(other)) {
            aims.add(new Aim(text, one, other));
        }
    }

    void run(int rounds) throws Exception {
        System.out.println(title);
        for (int round = 0; round < rounds; round++) {
            for (int index = 0; index < contenders.size(); index++) {
                turn(contenders.get(index), "c" + index + "r" + round);
            }
        }
        System.out.println(Contender.head(unit));
        for (Contender contender : contenders) {
            System.out.println(contender.row(contenders.get(0)));
        }
        for (Aim aim : aims) {
            System.out.printf(
                    "  %.2f  %s of %s (%s)%n", aim.one().ratio(aim.other()), aim.one(), aim.other(), aim.text());
        }
    }

    private void turn(Contender contender, String name) throws Exception {
        Arrivals arrivals = destination.create(name);
        try (Child child = contender.start(name)) {
            Sample sample = Sample.watch(child, arrivals, total);
            contender.add(sample);
            System.err.printf("  %s: %,.0f %s%n", contender, sample.perSecond(), unit);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(contender + ", " + name + ": " + e.getMessage(), e);
        }
        destination.judge(name);
    }
}
