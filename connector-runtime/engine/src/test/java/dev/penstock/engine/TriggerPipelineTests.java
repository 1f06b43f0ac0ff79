package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.TriggerSource;
import dev.penstock.engine.Fate.Kept;
import dev.penstock.engine.Fate.Settled;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the events of an invocation to the fate of each, through the whole engine. */
class TriggerPipelineTests {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Scene scene = new Scene();

    private PipelineEngine started() {
        scene.source = Trigger::new;
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.ready().toCompletableFuture().isDone());
        return engine;
    }

    private static CompletableFuture<List<Fate>> bring(PipelineEngine engine, String... idsAndKeys) {
        List<CloudEvent> events = Stream.iterate(0, i -> i < idsAndKeys.length, i -> i + 2)
                .map(i -> Scene.event(idsAndKeys[i], idsAndKeys[i + 1]))
                .toList();
        return engine.bring(events, LIMIT).toCompletableFuture();
    }

    private List<Fate> fates(CompletableFuture<List<Fate>> answer) {
        scene.until(answer::isDone);
        return answer.join();
    }

    @Test
    @Tag("I1")
    void answersOnlyWhenTheSinkHasEveryEvent() {
        scene.answer = event -> event.getId().equals("2") ? Scene.later() : Outcome.delivered();
        PipelineEngine engine = started();
        CompletableFuture<List<Fate>> answer = bring(engine, "1", "a", "2", "b");
        scene.until(() -> scene.writes.size() > 2);
        assertThat(answer).isNotDone();
        scene.answer = event -> Outcome.delivered();
        assertThat(fates(answer)).hasOnlyElementsOfType(Settled.class).hasSize(2);
        assertThat(scene.delivered).containsExactly("1", "2");
    }

    @Test
    @Tag("I3")
    void leavesARejectedEventWithWhoeverBroughtItWhenThereAreNoDeadLetters() {
        scene.withDeadLetters = false;
        scene.answer = event ->
                event.getId().equals("2") ? Outcome.rejected(Failure.user("bad", "a bad event")) : Outcome.delivered();
        List<Fate> fates = fates(bring(started(), "1", "a", "2", "b", "3", "c"));
        assertThat(fates.get(1)).isEqualTo(new Kept(Failure.user("bad", "a bad event"), true));
        assertThat(fates.get(0)).isInstanceOf(Settled.class);
        assertThat(fates.get(2)).isInstanceOf(Settled.class);
    }

    @Test
    void settlesARejectedEventByADeadLetter() {
        scene.answer = event -> Outcome.rejected(Failure.user("bad", "a bad event"));
        assertThat(fates(bring(started(), "1", "a"))).hasOnlyElementsOfType(Settled.class);
        assertThat(scene.deadLetters).hasSize(1);
    }

    @Test
    @Tag("I4")
    void leavesTheEventsBehindAFailedOneOfTheirKeyUnwritten() {
        scene.withDeadLetters = false;
        scene.attempts(3);
        scene.answer = event -> event.getId().equals("1") ? Scene.later() : Outcome.delivered();
        List<Fate> fates = fates(bring(started(), "1", "a", "2", "a", "3", "b"));
        assertThat(fates.get(0)).isInstanceOf(Kept.class);
        assertThat(fates.get(1)).isInstanceOf(Kept.class);
        assertThat(fates.get(2)).isInstanceOf(Settled.class);
        assertThat(scene.delivered).containsExactly("3");
        assertThat(scene.metrics.inFlight()).isZero();
    }

    @Test
    void goesOnWithTheKeyInTheNextInvocation() {
        scene.withDeadLetters = false;
        scene.attempts(2);
        scene.answer = event -> event.getId().equals("1") ? Scene.later() : Outcome.delivered();
        PipelineEngine engine = started();
        fates(bring(engine, "1", "a", "2", "a"));
        scene.answer = event -> Outcome.delivered();
        assertThat(fates(bring(engine, "1", "a", "2", "a"))).hasOnlyElementsOfType(Settled.class);
        assertThat(scene.delivered).containsExactly("1", "2");
    }

    @Test
    void givesUpWhenTimeIsOverAndWritesNothingAfterwards() {
        scene.attempts(1000);
        scene.answer = event -> event.getId().equals("1") ? Scene.later() : Outcome.delivered();
        PipelineEngine engine = started();
        List<Fate> fates = fates(bring(engine, "1", "a", "2", "b"));
        assertThat(fates.get(0)).isInstanceOf(Kept.class);
        assertThat(((Kept) fates.get(0)).rejected()).isFalse();
        assertThat(fates.get(1)).isInstanceOf(Settled.class);
        scene.answer = event -> Outcome.delivered();
        int writes = scene.writes.size();
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.writes).hasSize(writes);
        assertThat(scene.metrics.inFlight()).isZero();
    }

    @Test
    void saysWhyNothingCouldBeDelivered() {
        scene.sink = () -> {
            throw new dev.penstock.api.ConnectorException(Failure.disconnected("away", "the target is away"));
        };
        scene.source = Trigger::new;
        PipelineEngine engine = scene.start();
        List<Fate> fates = fates(bring(engine, "1", "a"));
        assertThat(((Kept) fates.get(0)).failure().code()).isEqualTo("away");
    }

    @Test
    void answersAtOnceWhenSomebodyMustMendSomething() {
        scene.answer = event -> Outcome.halt(Failure.user("login", "wrong password"));
        PipelineEngine engine = started();
        CompletableFuture<List<Fate>> answer = bring(engine, "1", "a");
        scene.until(() -> scene.writes.size() == 1);
        scene.pass(Duration.ofSeconds(1));
        assertThat(answer).isDone();
        assertThat(((Kept) answer.join().get(0)).failure().code()).isEqualTo("login");
        assertThat(((Kept) fates(bring(engine, "2", "a")).get(0)).failure().code())
                .isEqualTo("login");

        scene.answer = event -> Outcome.delivered();
        engine.resume();
        scene.until(() -> engine.status().state() == PipelineStatus.State.RUNNING);
        assertThat(fates(bring(engine, "1", "a"))).hasOnlyElementsOfType(Settled.class);
    }

    @Test
    @Tag("I6")
    void takesAnInvocationWholeOrNotAtAll() {
        scene.buffer(3, 1 << 20).attempts(1000);
        scene.answer = event -> Scene.later();
        PipelineEngine engine = started();
        CompletableFuture<List<Fate>> first = bring(engine, "1", "a", "2", "b");
        List<Fate> refused = fates(bring(engine, "3", "c", "4", "d"));
        assertThat(refused).hasOnlyElementsOfType(Kept.class);
        scene.answer = event -> Outcome.delivered();
        assertThat(fates(first)).hasOnlyElementsOfType(Settled.class);
        assertThat(scene.delivered).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void handsBackWhatTheTargetReplied() {
        CloudEvent reply = Scene.event("reply", "x");
        scene.answer = event -> new Outcome.Delivered(reply);
        assertThat(fates(bring(started(), "1", "a"))).containsExactly(new Settled(reply));
    }

    @Test
    @Tag("I8")
    void aDrainAnswersEveryInvocation() {
        scene.attempts(1000);
        scene.answer = event -> Scene.later();
        PipelineEngine engine = started();
        CompletableFuture<List<Fate>> answer = bring(engine, "1", "a");
        engine.drain(Duration.ofSeconds(3));
        assertThat(fates(answer)).hasOnlyElementsOfType(Kept.class);
    }

    private static final class Trigger implements TriggerSource {
        @Override
        public void close() {}
    }
}
