package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a request to its reply, through the whole engine. */
class WebhookPipelineTests {
    private final Scene scene = new Scene();

    private PipelineEngine started() {
        scene.source = Hook::new;
        PipelineEngine engine = scene.start();
        scene.until(() -> engine.ready().toCompletableFuture().isDone());
        return engine;
    }

    private static CompletableFuture<WebhookReply> post(PipelineEngine engine, String body) {
        return engine.receive(new WebhookRequest("POST", "/hook", "", Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture();
    }

    @Test
    @Tag("I1")
    void theSenderHearsDoneOnlyAfterTheSinkHasTheEvent() {
        scene.attempts(1000);
        scene.answer = event -> Scene.later();
        PipelineEngine engine = started();
        CompletableFuture<WebhookReply> reply = post(engine, "1");
        scene.until(() -> scene.writes.size() > 3);
        assertThat(reply).isNotDone();

        scene.answer = event -> Outcome.delivered();
        scene.until(reply::isDone);
        assertThat(scene.delivered).containsExactly("1");
        assertThat(reply.join().status()).isEqualTo(204);
    }

    @Test
    @Tag("I6")
    void aFullPipelineSaysSoAndTakesNothing() {
        scene.buffer(3, 1 << 20).attempts(1000);
        scene.answer = event -> Scene.later();
        PipelineEngine engine = started();
        for (int i = 0; i < 3; i++) {
            assertThat(post(engine, "held" + i)).isNotDone();
        }
        CompletableFuture<WebhookReply> refused = post(engine, "one too many");
        scene.until(refused::isDone);
        assertThat(refused.join().status()).isEqualTo(503);
        assertThat(refused.join().headers()).containsKey("Retry-After");
        assertThat(scene.metrics.inFlight()).isEqualTo(3);
    }

    @Test
    void aPausedPipelineSendsSendersAwayUntilItGoesOn() {
        PipelineEngine engine = started();
        engine.pause();
        CompletableFuture<WebhookReply> refused = post(engine, "1");
        scene.until(refused::isDone);
        assertThat(refused.join().status()).isEqualTo(503);

        engine.resume();
        CompletableFuture<WebhookReply> reply = post(engine, "1");
        scene.until(reply::isDone);
        assertThat(reply.join().status()).isEqualTo(204);
    }

    @Test
    @Tag("I8")
    void aDrainAnswersEveryRequestDoneOrNot() {
        scene.attempts(1000);
        scene.answer = event -> event.getId().equals("stuck") ? Scene.later() : Outcome.delivered();
        PipelineEngine engine = started();
        CompletableFuture<WebhookReply> stuck = post(engine, "stuck");
        CompletableFuture<WebhookReply> fine = post(engine, "fine");
        CompletableFuture<Boolean> drained = engine.drain(Duration.ofSeconds(3)).toCompletableFuture();
        scene.until(drained::isDone);
        assertThat(fine.join().status()).isEqualTo(204);
        assertThat(stuck.join().status()).isEqualTo(503);
        assertThat(drained).isCompletedWithValue(false);
    }

    @Test
    @Tag("I3")
    void withoutDeadLettersTheSenderKeepsWhatCannotBeDelivered() {
        scene.withDeadLetters = false;
        scene.attempts(2);
        scene.answer = event ->
                event.getId().equals("bad") ? Outcome.rejected(Failure.user("bad", "a bad event")) : Scene.later();
        PipelineEngine engine = started();
        CompletableFuture<WebhookReply> rejected = post(engine, "bad");
        CompletableFuture<WebhookReply> undelivered = post(engine, "away");
        scene.until(() -> rejected.isDone() && undelivered.isDone());
        assertThat(rejected.join().status()).isEqualTo(502);
        assertThat(undelivered.join().status()).isEqualTo(503);
    }

    /** Its bodies are event ids, each its own key. */
    private static final class Hook implements WebhookSource {
        @Override
        public Endpoint endpoint() {
            return new Endpoint(
                    "/hook", Verification.none(), Respond.AFTER_DELIVERED, Duration.ZERO, new DataSize(1000));
        }

        @Override
        public @Nullable String deliveryId(WebhookRequest request) {
            return null;
        }

        @Override
        public Received receive(WebhookRequest request) {
            String id = new String(request.body(), StandardCharsets.UTF_8);
            return Received.event(Scene.event(id, id));
        }

        @Override
        public void close() {}
    }
}
