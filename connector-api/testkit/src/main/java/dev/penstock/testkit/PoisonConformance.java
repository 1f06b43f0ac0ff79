package dev.penstock.testkit;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Sink;
import dev.penstock.engine.state.DeadLetter;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For a sink whose target can refuse an event for good: one bad event takes no other along. */
public interface PoisonConformance extends SinkDriver {
    /** An event that the target will never take, whatever is tried. */
    CloudEvent poison(String id) throws Exception;

    /** Alone, it is rejected with a failure that says why. */
    @Test
    default void poisonIsRejectedInWords() throws Exception {
        try (Lab lab = new Lab(this)) {
            Outcome outcome;
            try {
                outcome = Writes.write(lab, (Sink) lab.build(), List.of(poison("poison-1")))
                        .get(0);
            } catch (ConnectorException thrown) {
                outcome = Outcome.rejected(thrown.failure());
            }
            Outcome found = outcome;
            lab.check(
                    found instanceof Outcome.Rejected rejected
                            && rejected.failure().remedy() == Failure.Remedy.NONE
                            && rejected.failure().code().matches("[a-z0-9]+(-[a-z0-9]+)*")
                            && !rejected.failure().message().isBlank(),
                    Paragraph.OUTCOME_REJECTED,
                    "rejected, with a code in kebab case, a message, and the remedy NONE",
                    () -> found == null ? "it has no outcome" : Described.outcome(found));
        }
    }

    /** In a pipeline, it becomes a dead letter, untouched and with the reason; the events around it are delivered. */
    @Test
    default void poisonTakesNoOtherEventAlong() throws Exception {
        try (Lab lab = new Lab(this)) {
            CloudEvent poison = poison("poison-2");
            ListSource source = new ListSource(List.of(
                    event("good-1", "one", "good-1"),
                    poison,
                    event("good-2", "two", "good-2"),
                    event("good-3", "three", "good-3")));
            PipelineProcess process = new PipelineProcess(lab);
            process.start(() -> source, () -> (Sink) lab.build(), 0);
            process.runUntil(() -> source.atEnd() && process.quiet());
            lab.closeAll();
            List<String> there = arrived();
            lab.check(
                    there.containsAll(List.of("good-1", "good-2", "good-3")),
                    Paragraph.OUTCOMES,
                    "[good-1, good-2, good-3] in the target",
                    () -> there + "; the pipeline: " + process.status());
            List<DeadLetter> letters = process.deadLetters();
            lab.check(
                    letters.size() == 1
                            && letters.get(0).event().equals(poison)
                            && letters.get(0).attempts() >= 1
                            && letters.get(0).stage().equals("sink")
                            && !letters.get(0).failure().message().isBlank(),
                    Paragraph.FAILURE,
                    "one dead letter: the poison as it was, with the failure of the sink",
                    letters::toString);
        }
    }
}
