package dev.penstock.testkit;

import dev.penstock.api.Poison;
import dev.penstock.api.Source;
import dev.penstock.engine.state.DeadLetter;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For a source whose system can hold a record that is no event: it becomes a dead letter, and the records behind it go on. */
public interface UnreadableConformance extends SourceDriver {
    /** Puts a record that the source cannot make an event of. */
    void putUnreadable() throws Exception;

    /** The record comes as poison with an id of its own, the same when it is read again, and the others come as ever. */
    @Test
    default void anUnreadableRecordIsPoison() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(List.of("before"));
            putUnreadable();
            put(List.of("after"));
            List<Taken> first = read(lab);
            List<Taken> again = read(lab);
            lab.check(
                    first.stream()
                                    .filter(each -> each.event() instanceof Poison)
                                    .count()
                            == 1,
                    Paragraph.POISON,
                    "one Poison in place of the record that is no event",
                    () -> Readings.values(this, first).toString());
            lab.check(
                    Readings.byPartition(first).equals(Readings.byPartition(again)),
                    Paragraph.POISON,
                    "the same source and id when it is read again",
                    () -> Readings.names(first) + ", then " + Readings.names(again));
        }
    }

    private List<Taken> read(Lab lab) throws Exception {
        try (SourceReader reader = lab.reader()) {
            return reader.take(3);
        }
    }

    /** In a pipeline it is a dead letter that holds the record, and the events around it are delivered. */
    @Test
    default void anUnreadableRecordStopsNoOther() throws Exception {
        try (Lab lab = new Lab(this)) {
            put(List.of("before"));
            putUnreadable();
            put(List.of("after"));
            List<CloudEvent> delivered = new ArrayList<>();
            PipelineProcess process = new PipelineProcess(lab);
            process.start(() -> (Source) lab.build(), () -> new CollectingSink(delivered), 0);
            process.runUntil(
                    () -> delivered.size() >= 2 && !process.deadLetters().isEmpty() && process.quiet());
            lab.closeAll();
            List<String> found = delivered.stream().map(this::value).toList();
            lab.check(
                    found.containsAll(List.of("before", "after")),
                    Paragraph.POISON,
                    "[before, after] reach the sink",
                    () -> found + "; the pipeline: " + process.status());
            List<DeadLetter> letters = process.deadLetters();
            lab.check(
                    letters.size() == 1
                            && letters.get(0).stage().equals("source")
                            && letters.get(0).event().getData() != null
                            && !letters.get(0).failure().message().isBlank(),
                    Paragraph.POISON,
                    "one dead letter of the source, with the record as its data and a failure in words",
                    letters::toString);
        }
    }
}
