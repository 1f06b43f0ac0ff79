package dev.penstock.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.Verifying;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.strand.Strand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SourceCheckTests {
    private static final SeenDeliveries NOTHING_SEEN = new SeenDeliveries() {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    };

    private final HoldingStrand strand = new HoldingStrand();
    private final WebhookIntake intake = intake(new ByItself());

    @Test
    void asksTheSourceOffTheCallersThreadAndGoesOnOnlyThen() {
        CompletableFuture<WebhookReply> taken = post("good");
        CompletableFuture<WebhookReply> refused = post("evil");
        CompletableFuture<WebhookReply> confirmed = post("confirm");
        assertThat(taken).isNotDone();
        strand.runCalls();
        assertThat(taken.join().status()).isEqualTo(204);
        assertThat(refused.join().status()).isEqualTo(401);
        assertThat(confirmed.join().body()).isEqualTo("confirmed");
    }

    @Test
    void anOutageOrABugIsNeverTheSendersFault() {
        CompletableFuture<WebhookReply> outage = post("outage");
        CompletableFuture<WebhookReply> bug = post("bug");
        CompletableFuture<WebhookReply> later = post("later bug");
        strand.runCalls();
        assertThat(outage.join().status()).isEqualTo(500);
        assertThat(bug.join().status()).isEqualTo(500);
        assertThat(later.join().status()).isEqualTo(500);
    }

    @Test
    @Tag("I9")
    void aCheckThatHangsIsGivenUpAndTheSenderTriesAgain() {
        CompletableFuture<WebhookReply> reply = post("good");
        strand.giveUp();
        assertThat(reply.join().status()).isEqualTo(503);
        assertThat(reply.join().headers()).containsKey("Retry-After");
    }

    @Test
    @Tag("I6")
    void onlySoManyRequestsWaitForTheirCheck() {
        List<CompletableFuture<WebhookReply>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            replies.add(post("good"));
        }
        assertThat(replies.get(39).join().status()).isEqualTo(503);
        strand.runCalls();
        assertThat(replies.get(0).join().status()).isEqualTo(204);
        CompletableFuture<WebhookReply> next = post("good");
        strand.runCalls();
        assertThat(next.join().status()).isEqualTo(204);
    }

    @Test
    void aSourceThatCannotVerifyIsRefusedAndLetsNobodyIn() {
        WebhookSource unable = new HookSource(new Verification.BySource(), Respond.AFTER_DELIVERED, Duration.ZERO);
        assertThatThrownBy(() -> intake(unable)).isInstanceOf(ConnectorException.class);
        Verifier verifier = new Verifier(new Verification.BySource(), strand.clock());
        assertThat(verifier.verify(request("x")).ok()).isFalse();
    }

    private WebhookIntake intake(WebhookSource source) {
        return new WebhookIntake(
                "p",
                source,
                NOTHING_SEEN,
                new PipelineMetrics(),
                strand,
                (events, taken) -> CompletableFuture.completedFuture(Deliver.Taken.SETTLED));
    }

    private CompletableFuture<WebhookReply> post(String body) {
        return intake.receive(request(body)).toCompletableFuture();
    }

    private static WebhookRequest request(String body) {
        return new WebhookRequest("POST", "/hook", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Verifies by the body, which says what happens. */
    private static final class ByItself implements WebhookSource, Verifying {
        @Override
        public Endpoint endpoint() {
            return new Endpoint(
                    "/hook", new Verification.BySource(), Respond.AFTER_DELIVERED, Duration.ZERO, new DataSize(1000));
        }

        @Override
        public Optional<WebhookReply> verify(WebhookRequest request, Deadline deadline) {
            return switch (new String(request.body(), StandardCharsets.UTF_8)) {
                case "good", "later bug" -> Optional.empty();
                case "confirm" -> Optional.of(WebhookReply.of(200, "confirmed"));
                case "outage" -> throw new ConnectorException(Failure.external("down", "internal detail"));
                case "bug" -> throw new IllegalStateException("internal detail");
                default -> Optional.of(WebhookReply.of(401, ""));
            };
        }

        @Override
        public @Nullable String deliveryId(WebhookRequest request) {
            return null;
        }

        @Override
        public Optional<WebhookReply> handshake(WebhookRequest request) {
            if (new String(request.body(), StandardCharsets.UTF_8).equals("later bug")) {
                throw new IllegalStateException("internal detail");
            }
            return Optional.empty();
        }

        @Override
        public Received receive(WebhookRequest request) {
            return Received.ignored("it is enough to come here");
        }

        @Override
        public void close() {}
    }

    /** Holds blocking calls until told to run them or to give them up. */
    private static final class HoldingStrand implements Strand {
        private final List<Runnable> calls = new ArrayList<>();
        private final List<Runnable> timeouts = new ArrayList<>();

        void runCalls() {
            List.copyOf(calls).forEach(Runnable::run);
            calls.clear();
        }

        void giveUp() {
            List.copyOf(timeouts).forEach(Runnable::run);
        }

        @Override
        public InstantSource clock() {
            return InstantSource.fixed(Instant.EPOCH);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public <T extends @Nullable Object> void call(
                String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
            timeouts.add(() -> done.accept(null, new CallTimeout(what, limit)));
            calls.add(() -> {
                T result;
                try {
                    result = call.call();
                } catch (Exception e) {
                    done.accept(null, e);
                    return;
                }
                done.accept(result, null);
            });
        }
    }
}
