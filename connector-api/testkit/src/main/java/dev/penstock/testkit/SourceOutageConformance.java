package dev.penstock.testkit;

import dev.penstock.api.Source;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For a source whose system can be taken away and given back: it goes on where it was. */
public interface SourceOutageConformance extends SourceDriver {
    /** The system cannot be reached from now on: the server is stopped, or the network cut. */
    void breakDown() throws Exception;

    /** The system can be reached again, with what it held. */
    void recover() throws Exception;

    /** A pipeline stands through an outage and delivers, when it is over, what came before, exactly in order, and after. */
    @Test
    default void goesOnAfterAnOutage() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> before = Values.plain("before", 3);
            List<String> after = Values.plain("after", 3);
            put(before);
            List<CloudEvent> delivered = new ArrayList<>();
            PipelineProcess process = new PipelineProcess(lab);
            process.start(() -> (Source) lab.build(), () -> new CollectingSink(delivered), 0);
            process.runUntil(() -> delivered.size() >= before.size() && process.quiet());
            lab.trace().note("--- the system goes away");
            breakDown();
            try {
                process.runFor(Duration.ofSeconds(1));
            } finally {
                lab.trace().note("--- the system is back");
                recover();
            }
            put(after);
            process.runUntil(() -> delivered.size() >= before.size() + after.size() && process.quiet());
            lab.closeAll();
            List<String> found = delivered.stream().map(this::value).distinct().toList();
            lab.check(
                    found.containsAll(before)
                            && found.containsAll(after)
                            && process.deadLetters().isEmpty(),
                    Paragraph.POLL,
                    "all of " + before + " and " + after + ", and no dead letter",
                    () -> found + "; dead letters " + process.deadLetters() + "; the pipeline: " + process.status());
        }
    }
}
