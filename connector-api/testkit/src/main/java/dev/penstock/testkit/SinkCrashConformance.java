package dev.penstock.testkit;

import dev.penstock.api.Idempotent;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process may die at any instant: every event arrives, and those of a key for the first time in order (I4, I8). */
public interface SinkCrashConformance extends SinkDriver {
    /** The engine runs into the sink and dies before and after every call; the next process writes what is missing. */
    @Test
    default void losesNothingInACrashAtAnyBoundary() throws Exception {
        try (Lab lab = new Lab(this)) {
            int boundaries = crash(lab, 0);
            for (int at : Crashes.spread(boundaries, crashes(), lab.random())) {
                crash(lab, at);
            }
        }
    }

    private int crash(Lab lab, int dieAt) throws Exception {
        List<String> values = Values.plain("crash" + dieAt, 5);
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(event("crash-" + dieAt + "-" + i, "crash-" + dieAt + "-" + i % 2, values.get(i)));
        }
        PipelineProcess process = new PipelineProcess(lab);
        ListSource source = new ListSource(events);
        process.start(() -> source, () -> (Sink) lab.build(), dieAt);
        process.runUntil(() -> source.atEnd() && process.quiet());
        int boundaries = process.boundaries();
        lab.closeAll();
        if (dieAt > 0) {
            ListSource again = new ListSource(events);
            process.start(() -> again, () -> (Sink) lab.build(), 0);
            process.runUntil(() -> again.atEnd() && process.quiet());
            lab.closeAll();
        }
        judge(lab, process, values, dieAt);
        return boundaries;
    }

    private void judge(Lab lab, PipelineProcess process, List<String> values, int dieAt) throws Exception {
        String when = dieAt == 0 ? "without a crash" : "after a crash at boundary " + dieAt;
        List<String> there = arrived().stream().filter(values::contains).toList();
        lab.check(
                new LinkedHashSet<>(there).containsAll(values)
                        && process.deadLetters().isEmpty(),
                Paragraph.WRITE,
                "all of " + values + " are in the target " + when,
                () -> there + " are; dead letters " + process.deadLetters() + "; the pipeline: " + process.status());
        List<String> first = new ArrayList<>(new LinkedHashSet<>(there));
        for (int key = 0; key < 2; key++) {
            List<String> wanted = new ArrayList<>();
            for (int i = key; i < values.size(); i += 2) {
                wanted.add(values.get(i));
            }
            List<String> found = first.stream().filter(wanted::contains).toList();
            lab.check(
                    found.equals(wanted),
                    Paragraph.ORDERED_BATCHES,
                    "the events of a key in order " + when + ": " + wanted,
                    there::toString);
        }
        Record config = lab.subject().config(config());
        boolean once = Idempotent.class.isAssignableFrom(connector())
                && !(config instanceof Idempotent.Depends depends
                        && depends.weakenedBy().isPresent());
        lab.check(
                !once || there.size() == values.size(),
                Paragraph.IDEMPOTENT,
                "each event once " + when + ", because the sink is idempotent",
                there::toString);
    }
}
