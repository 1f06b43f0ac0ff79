package dev.penstock.testkit;

import dev.penstock.api.Committing;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollingSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A polling source goes on from every offset it has ever returned: exactly what comes behind it, nothing else. */
public interface ResumeConformance extends SourceDriver {
    /** From the offset of each event in turn, another instance hands out exactly the events behind it. */
    @Test
    default void resumesFromEveryOffset() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(7);
            put(values);
            List<Taken> all = Readings.all(lab, this, values);
            for (int settled : Crashes.spread(all.size(), crashes(), lab.random())) {
                resumes(lab, all, settled);
            }
        }
    }

    private void resumes(Lab lab, List<Taken> all, int settled) throws Exception {
        List<Taken> rest = all.subList(settled, all.size());
        lab.trace().note("--- the process ends after event " + settled + " and starts again");
        try (SourceReader again = lab.reader(Readings.offsets(all.subList(0, settled)))) {
            List<Taken> found = new ArrayList<>(again.take(rest.size()));
            found.addAll(again.takeRest());
            lab.check(
                    Readings.byPartition(found).equals(Readings.byPartition(rest)),
                    Paragraph.POLL,
                    "from the offset of event " + settled + " of " + all.size() + ", exactly the events behind it: "
                            + Readings.values(this, rest),
                    () -> Readings.values(this, found) + " came");
        }
    }

    /** What is put after the source was built is found as well. */
    @Test
    default void findsWhatComesLater() throws Exception {
        NotApplicable.unless(canBeEmpty(), "the source makes its events up");
        try (Lab lab = new Lab(this)) {
            put(List.of("early"));
            try (SourceReader reader = lab.reader()) {
                List<Taken> early = reader.take(1);
                put(List.of("late"));
                List<Taken> late = reader.take(1);
                lab.check(
                        Readings.values(this, early).equals(List.of("early"))
                                && Readings.values(this, late).equals(List.of("late")),
                        Paragraph.POLL,
                        "[early], and after another record was put: [late]",
                        () -> Readings.values(this, early) + ", then " + Readings.values(this, late));
            }
        }
    }

    /** After a commit upstream may forget what is before the offset, but nothing behind it. */
    @Test
    default void aCommitForgetsNothingBehindTheOffset() throws Exception {
        NotApplicable.unlessIs(connector(), Committing.class);
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(4);
            put(values);
            List<Taken> all = Readings.all(lab, this, values);
            Map<Partition, Offset> stored = Readings.offsets(all.subList(0, 2));
            AutoCloseable source = lab.build();
            for (Map.Entry<Partition, Offset> each : stored.entrySet()) {
                ((Committing) source).commit(each.getKey(), each.getValue(), lab.deadline(patience()));
            }
            source.close();
            try (SourceReader again = lab.reader(stored)) {
                List<Taken> rest = new ArrayList<>(again.take(2));
                rest.addAll(again.takeRest());
                lab.check(
                        Readings.byPartition(rest).equals(Readings.byPartition(all.subList(2, 4))),
                        Paragraph.COMMIT,
                        "the events behind the committed offset: " + Readings.values(this, all.subList(2, 4)),
                        () -> Readings.values(this, rest) + " came");
            }
        }
    }

    /** An offset that another connector has stored is refused in words, and never read as "from the beginning". */
    @Test
    default void refusesAnOffsetThatIsNotItsOwn() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(Values.plain(2));
            PollingReader reader = (PollingReader) lab.reader();
            Partition partition = reader.partitions().get(0);
            reader.offsets().put(partition, Offset.of("no-such-key", "no such value"));
            List<Taken> taken = new ArrayList<>();
            try {
                reader.poll(partition, 10, Long.MAX_VALUE, false, patience(), taken);
            } catch (Exception refused) {
                String message = Objects.requireNonNullElse(refused.getMessage(), "");
                lab.check(
                        !message.isBlank(),
                        Paragraph.OFFSET,
                        "a failure that says which offset is wrong",
                        () -> "an exception without a message: " + refused);
                return;
            }
            lab.check(
                    taken.isEmpty(),
                    Paragraph.OFFSET,
                    "an offset that is not the connector's is refused",
                    () -> "it was taken for the beginning: " + Readings.values(this, taken) + " came");
        }
    }

    /** The source is a polling source, or the driver is of the wrong kind. */
    @Test
    default void isAPollingSource() {
        Kinds.check(connector(), PollingSource.class);
    }
}
