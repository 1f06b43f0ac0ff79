package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.Polled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A poll keeps within the bounds of its request. */
public interface PollBoundsConformance extends SourceDriver {
    /** Not more events than asked for. */
    @Test
    default void returnsAtMostSoManyEvents() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(Values.plain(6));
            PollingReader reader = (PollingReader) lab.reader();
            List<Taken> taken = new ArrayList<>();
            lab.until(() -> {
                for (Partition partition : reader.partitions()) {
                    Polled polled = reader.poll(partition, 2, Long.MAX_VALUE, false, patience(), taken);
                    lab.check(
                            polled.events().size() <= 2,
                            Paragraph.POLL_BOUNDS,
                            "at most 2 events",
                            () -> polled.events().size() + " events came");
                }
                return taken.size() >= 6;
            });
        }
    }

    /** Once their data reaches so many bytes no event is added; a single larger one comes nevertheless. */
    @Test
    default void stopsAtSoManyBytes() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(4);
            put(values);
            PollingReader reader = (PollingReader) lab.reader();
            List<Taken> taken = new ArrayList<>();
            boolean all = lab.until(() -> {
                for (Partition partition : reader.partitions()) {
                    Polled polled = reader.poll(partition, 100, 1, false, patience(), taken);
                    lab.check(
                            polled.events().size() <= 1,
                            Paragraph.POLL_BOUNDS,
                            "for at most 1 byte, a single event although it is larger",
                            () -> polled.events().size() + " events came");
                }
                return taken.size() >= values.size();
            });
            lab.check(
                    all,
                    Paragraph.POLL_BOUNDS,
                    "an event that is larger than the bound is still returned",
                    () -> "only " + Readings.values(this, taken) + " came");
        }
    }

    /** With nothing to read, a poll ends by its deadline and does not throw. */
    @Test
    default void returnsByTheDeadline() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(Values.plain(1));
            PollingReader reader = (PollingReader) lab.reader();
            reader.take(1);
            for (Partition partition : reader.partitions()) {
                long begun = System.nanoTime();
                reader.poll(partition, 10, Long.MAX_VALUE, false, Duration.ofMillis(200), new ArrayList<>());
                long took = (System.nanoTime() - begun) / 1_000_000;
                lab.check(
                        took < 2_000,
                        Paragraph.POLL,
                        "a poll with a deadline of 200 ms returns by then",
                        () -> "it returned after " + took + " ms");
            }
        }
    }

    /** A pipeline that is being drained is told when a partition has nothing more. */
    @Test
    default void saysWhenADrainedPartitionIsAtItsEnd() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(3);
            put(values);
            PollingReader reader = (PollingReader) lab.reader();
            List<Taken> taken = new ArrayList<>();
            for (Partition partition : reader.partitions()) {
                Polled last = null;
                for (int i = 0; i < 200 && (last == null || last.when() != Polled.When.END); i++) {
                    last = reader.poll(partition, 100, Long.MAX_VALUE, true, patience(), taken);
                }
                Polled end = last;
                lab.check(
                        end != null && end.when() == Polled.When.END,
                        Paragraph.POLL_BOUNDS,
                        "END once all that is there has been returned to a draining pipeline",
                        () -> "after 200 polls it still says " + (end == null ? "nothing" : end.when()));
            }
            lab.check(
                    taken.size() == values.size(),
                    Paragraph.POLL_BOUNDS,
                    "everything that is there before END: " + values,
                    () -> Readings.values(this, taken) + " came");
        }
    }

    /** With events there is a next offset, and it is not before that of the last event. */
    @Test
    default void theNextOffsetIsThatOfTheLastEvent() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(3);
            put(values);
            PollingReader reader = (PollingReader) lab.reader();
            List<Taken> taken = new ArrayList<>();
            lab.until(() -> {
                for (Partition partition : reader.partitions()) {
                    Polled polled = reader.poll(partition, 2, Long.MAX_VALUE, false, patience(), taken);
                    lab.check(
                            polled.events().isEmpty() || polled.next() != null,
                            Paragraph.POLLED,
                            "a next offset, because events came",
                            () -> "there is none, so the same events would come again");
                }
                return taken.size() >= values.size();
            });
            java.util.Map<Partition, Offset> next = reader.offsets();
            reader.close();
            try (SourceReader again = lab.reader(next)) {
                List<Taken> rest = again.takeRest();
                lab.check(
                        rest.isEmpty(),
                        Paragraph.POLLED,
                        "nothing after the next offset, which is at or after the last event's",
                        () -> Readings.values(this, rest) + " came again");
            }
        }
    }

    /** Nothing to read is no failure. */
    @Test
    default void anEmptySourceHasNothing() throws Exception {
        NotApplicable.unless(canBeEmpty(), "the source makes its events up");
        try (Lab lab = new Lab(this);
                SourceReader reader = lab.reader()) {
            List<Taken> taken = reader.takeRest();
            lab.check(
                    taken.isEmpty(),
                    Paragraph.POLL,
                    "no event, because no record was put",
                    () -> Readings.values(this, taken) + " came");
        }
    }

    /** The names of partitions are the same in another instance, and there is one of each. */
    @Test
    default void partitionsKeepTheirNames() throws Exception {
        NotApplicable.unlessIs(connector(), Partitioned.class);
        try (Lab lab = new Lab(this)) {
            put(Values.plain(3));
            try (SourceReader one = lab.reader();
                    SourceReader other = lab.reader()) {
                List<Partition> names = ((PollingReader) one).partitions();
                List<Partition> again = ((PollingReader) other).partitions();
                lab.check(
                        names.stream().distinct().count() == names.size()
                                && java.util.Set.copyOf(names).equals(java.util.Set.copyOf(again)),
                        Paragraph.PARTITIONS,
                        "distinct partitions, named alike by every instance",
                        () -> names + ", and by another instance " + again);
            }
        }
    }
}
