package dev.penstock.testkit;

import dev.penstock.api.QueueSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue hands out again what was not settled, and only that. */
public interface SettlementConformance extends SourceDriver {
    /** The source is a queue source, or the driver is of the wrong kind. */
    @Test
    default void isAQueueSource() {
        Kinds.check(connector(), QueueSource.class);
    }

    /** What is acknowledged never comes again, also to another instance. */
    @Test
    default void whatIsAcknowledgedIsDone() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(Values.plain("done", 3));
            SourceReader reader = lab.reader();
            reader.settle(reader.take(3));
            reader.close();
            put(List.of("next"));
            try (SourceReader again = lab.reader()) {
                List<String> found = new ArrayList<>(Readings.values(this, again.take(1)));
                found.addAll(Readings.values(this, again.takeRest()));
                lab.check(
                        found.equals(List.of("next")),
                        Paragraph.SETTLE,
                        "[next] alone, because all before was acknowledged",
                        found::toString);
            }
        }
    }

    /** What was received and never settled comes again to the next instance, under the same name. */
    @Test
    default void whatIsNotSettledComesAgain() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain("kept", 3);
            put(values);
            SourceReader reader = lab.reader();
            List<Taken> first = reader.take(3);
            reader.close();
            try (SourceReader again = lab.reader()) {
                List<Taken> second = again.take(3);
                again.settle(second);
                lab.check(
                        sorted(Readings.names(second)).equals(sorted(Readings.names(first))),
                        Paragraph.RECEIVE,
                        "the deliveries that were not settled, with the same source and id: " + Readings.names(first),
                        () -> Readings.names(second).toString());
            }
        }
    }

    /** Each delivery is settled by itself, in any order: one that is acknowledged takes no other along. */
    @Test
    default void deliveriesAreSettledOneByOne() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain("each", 4);
            put(values);
            SourceReader reader = lab.reader();
            List<Taken> first = reader.take(4);
            lab.check(first.size() == 4, Paragraph.RECEIVE, "4 deliveries", () -> first.size() + " came");
            reader.settle(List.of(first.get(3), first.get(1)));
            reader.close();
            try (SourceReader again = lab.reader()) {
                List<String> wanted = Readings.values(this, List.of(first.get(0), first.get(2)));
                List<String> found = new ArrayList<>();
                // a system that counts by the longest prefix hands out more; it repeats, and loses nothing
                lab.until(() -> {
                    List<Taken> some = again.take(1);
                    again.settle(some);
                    found.addAll(Readings.values(this, some));
                    return found.containsAll(wanted) || some.isEmpty();
                });
                lab.check(
                        found.containsAll(wanted),
                        Paragraph.SETTLE,
                        "those that were not acknowledged: " + wanted,
                        found::toString);
            }
        }
    }

    /** What is handed back comes again. */
    @Test
    default void whatIsHandedBackComesAgain() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(List.of("returned"));
            QueueReader reader = (QueueReader) lab.reader();
            List<Taken> first = reader.take(1);
            reader.handBack(first);
            List<Taken> second = reader.take(1);
            lab.check(
                    Readings.names(second).equals(Readings.names(first)) && !first.isEmpty(),
                    Paragraph.SETTLE,
                    "the delivery that was handed back: " + Readings.names(first),
                    () -> Readings.names(second).toString());
            reader.settle(second);
        }
    }

    private static List<String> sorted(List<String> several) {
        List<String> sorted = new ArrayList<>(several);
        Collections.sort(sorted);
        return sorted;
    }

    /** Not more deliveries than asked for. */
    @Test
    default void receivesAtMostSoManyEvents() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(Values.plain("most", 6));
            QueueReader reader = (QueueReader) lab.reader();
            List<Taken> taken = new ArrayList<>();
            lab.until(() -> {
                List<Taken> found = reader.receive(2, Long.MAX_VALUE, Duration.ofSeconds(1));
                lab.check(
                        found.size() <= 2, Paragraph.RECEIVE_BOUNDS, "at most 2 events", () -> found.size() + " came");
                taken.addAll(found);
                return taken.size() >= 6;
            });
            reader.settle(taken);
        }
    }

    /** With nothing there a receive ends by its deadline, empty. */
    @Test
    default void receivesNothingByTheDeadline() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(List.of("only"));
            QueueReader reader = (QueueReader) lab.reader();
            reader.settle(reader.take(1));
            long begun = System.nanoTime();
            List<Taken> none = reader.receive(10, Long.MAX_VALUE, Duration.ofMillis(300));
            long took = (System.nanoTime() - begun) / 1_000_000;
            lab.check(
                    none.isEmpty() && took < 2_000,
                    Paragraph.RECEIVE,
                    "an empty list by the deadline of 300 ms",
                    () -> none.size() + " events after " + took + " ms");
        }
    }
}
