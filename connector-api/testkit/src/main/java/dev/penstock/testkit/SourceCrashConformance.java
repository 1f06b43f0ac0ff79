package dev.penstock.testkit;

import dev.penstock.api.Source;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The process may die at any instant: nothing is lost, and what is repeated has the same name (I8). */
public interface SourceCrashConformance extends SourceDriver {
    /** The engine runs over the source and dies before and after every call; the next process delivers what is missing. */
    @Test
    default void losesNothingInACrashAtAnyBoundary() throws Exception {
        try (Lab lab = new Lab(this)) {
            PipelineProcess process = new PipelineProcess(lab);
            int boundaries = crash(lab, process, 0);
            for (int at : Crashes.spread(boundaries, crashes(), lab.random())) {
                crash(lab, process, at);
            }
        }
    }

    private int crash(Lab lab, PipelineProcess process, int dieAt) throws Exception {
        List<String> values = Values.plain("crash" + dieAt, 5);
        put(values);
        List<CloudEvent> delivered = new ArrayList<>();
        process.start(() -> (Source) lab.build(), () -> new CollectingSink(delivered), dieAt);
        process.runUntil(() -> safe(values, delivered) && process.quiet());
        int boundaries = process.boundaries();
        lab.closeAll();
        if (dieAt > 0) {
            process.start(() -> (Source) lab.build(), () -> new CollectingSink(delivered), 0);
            process.runUntil(() -> safe(values, delivered) && process.quiet());
            lab.closeAll();
        }
        judge(lab, process, values, delivered, dieAt);
        return boundaries;
    }

    private boolean safe(List<String> values, List<CloudEvent> delivered) {
        return delivered.size() >= values.size() && found(delivered).containsAll(values);
    }

    private Set<String> found(List<CloudEvent> delivered) {
        Set<String> found = new HashSet<>();
        delivered.forEach(event -> found.add(value(event)));
        return found;
    }

    private void judge(Lab lab, PipelineProcess process, List<String> values, List<CloudEvent> delivered, int dieAt) {
        String when = dieAt == 0 ? "without a crash" : "after a crash at boundary " + dieAt;
        lab.check(
                safe(values, delivered),
                Paragraph.POLL,
                "all of " + values + " reach the sink " + when,
                () -> Described.events(delivered) + " did; the pipeline: " + process.status());
        Set<String> names = new HashSet<>();
        delivered.forEach(event -> names.add(value(event) + " " + event.getSource() + " " + event.getId()));
        lab.check(
                names.size() == found(delivered).size(),
                Paragraph.STABLE_ID,
                "what is repeated " + when + " has the same source and id",
                names::toString);
    }
}
