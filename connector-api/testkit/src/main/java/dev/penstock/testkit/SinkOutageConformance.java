package dev.penstock.testkit;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** For a sink whose target can be taken away and given back: an outage of any length costs no event. */
public interface SinkOutageConformance extends SinkDriver {
    /** The target cannot be reached from now on: the server is stopped, or the network cut. */
    void breakDown() throws Exception;

    /** The target can be reached again, with what it held. */
    void recover() throws Exception;

    /** While the target is away nothing is called delivered or rejected, and the failure says: connect again. */
    @Test
    default void anOutageIsNoFaultOfTheEvents() throws Exception {
        try (Lab lab = new Lab(this)) {
            AutoCloseable sink = lab.build();
            Writes.write(lab, (Sink) sink, List.of(event("before", "before", "before")));
            breakDown();
            Failure failure;
            try {
                failure = failure(lab, Writes.write(lab, (Sink) sink, List.of(event("during", "during", "during"))));
            } catch (ConnectorException thrown) {
                failure = thrown.failure();
            } finally {
                recover();
            }
            Failure found = failure;
            lab.check(
                    found.remedy() == Failure.Remedy.RECONNECT,
                    Paragraph.RECONNECT,
                    "the remedy RECONNECT, which counts as no attempt, while the target is away",
                    found::toString);
        }
    }

    private static Failure failure(Lab lab, Outcomes outcomes) {
        Outcome outcome = outcomes.size() == 0 ? null : outcomes.get(0);
        lab.check(
                outcome instanceof Outcome.Retry,
                Paragraph.OUTCOME_RETRY,
                "retry, because the target is away",
                () -> outcome == null ? "no outcome" : Described.outcome(outcome));
        return ((Outcome.Retry) Objects.requireNonNull(outcome)).failure();
    }

    /** A pipeline goes on by itself when the target is back, and nothing has become a dead letter. */
    @Test
    default void goesOnAfterAnOutage() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain("outage", 4);
            List<CloudEvent> events = new java.util.ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                events.add(event("outage-" + i, "outage-" + i, values.get(i)));
            }
            ListSource source = new ListSource(events);
            PipelineProcess process = new PipelineProcess(lab);
            breakDown();
            try {
                process.start(() -> source, () -> (Sink) lab.build(), 0);
                process.runFor(Duration.ofSeconds(1));
            } finally {
                recover();
            }
            process.runUntil(() -> source.atEnd() && process.quiet());
            lab.closeAll();
            List<String> there = arrived();
            lab.check(
                    there.containsAll(values) && process.deadLetters().isEmpty(),
                    Paragraph.RECONNECT,
                    "all of " + values + " after the outage, and no dead letter",
                    () -> there + "; dead letters " + process.deadLetters() + "; the pipeline: " + process.status());
        }
    }
}
