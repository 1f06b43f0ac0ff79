package dev.penstock.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.webhook.Deliver.Taken;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebhookIntakeTests {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final Map<String, Instant> remembered = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Taken>> deliveries = new ArrayList<>();
    private final List<Runnable> taken = new ArrayList<>();
    private WebhookIntake intake = intake(HookSource.open());

    @Test
    @Tag("I1")
    void answersOnlyWhenAllIsSettled() {
        CompletableFuture<WebhookReply> reply = post("a", "1");
        taken.get(0).run();
        assertThat(reply).isNotDone();
        assertThat(remembered).isEmpty();
        deliveries.get(0).complete(Taken.SETTLED);
        assertThat(reply.join().status()).isEqualTo(204);
        assertThat(remembered).containsOnlyKeys("p 1");
    }

    @Test
    void answersOnceTakenWhenToldTo() {
        intake = intake(new HookSource(Verification.none(), Respond.IMMEDIATELY, Duration.ofHours(1)));
        CompletableFuture<WebhookReply> reply = post("a", "1");
        assertThat(reply).isNotDone();
        taken.get(0).run();
        assertThat(reply.join().status()).isEqualTo(202);
        deliveries.get(0).complete(Taken.GIVEN_UP);
        assertThat(remembered).as("what was lost can be sent again").isEmpty();
    }

    @Test
    @Tag("I6")
    void isBusyWhenThereIsNoRoomAlsoWhenItAnswersImmediately() {
        for (Respond respond : Respond.values()) {
            intake = intake(new HookSource(Verification.none(), respond, Duration.ZERO));
            CompletableFuture<WebhookReply> reply = post("a", "1");
            deliveries.get(deliveries.size() - 1).complete(Taken.FULL);
            assertThat(reply.join().status()).isEqualTo(503);
            assertThat(reply.join().headers()).containsEntry("Retry-After", "5");
        }
    }

    @Test
    @Tag("I8")
    void isBusyWhenThePipelineStops() {
        CompletableFuture<WebhookReply> reply = post("a", "1");
        deliveries.get(0).complete(Taken.GIVEN_UP);
        assertThat(reply.join().status()).isEqualTo(503);
        assertThat(remembered).isEmpty();
    }

    @Test
    void deliversOnceWhatIsSentAgain() {
        assertThat(post("a", "1")).isNotDone();
        deliveries.get(0).complete(Taken.SETTLED);
        assertThat(post("a", "1").join().status()).isEqualTo(204);
        assertThat(deliveries).hasSize(1);
        assertThat(metrics.duplicates()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(post("a", "1")).as("forgotten by now").isNotDone();
        assertThat(deliveries).hasSize(2);
    }

    @Test
    void letsASecondOneShareTheFateOfTheFirst() {
        CompletableFuture<WebhookReply> first = post("a", "1");
        CompletableFuture<WebhookReply> second = post("a", "1");
        assertThat(deliveries).hasSize(1);
        deliveries.get(0).complete(Taken.GIVEN_UP);
        assertThat(first.join().status()).isEqualTo(503);
        assertThat(second.join().status()).isEqualTo(503);
        assertThat(metrics.duplicates()).isZero();

        CompletableFuture<WebhookReply> third = post("a", "1");
        CompletableFuture<WebhookReply> fourth = post("a", "1");
        assertThat(deliveries).hasSize(2);
        deliveries.get(1).complete(Taken.SETTLED);
        assertThat(third.join().status()).isEqualTo(204);
        assertThat(fourth.join().status()).isEqualTo(204);
        assertThat(metrics.duplicates()).isEqualTo(1);
    }

    @Test
    void deliversAgainWhenDeduplicationIsOffOrThereIsNoId() {
        assertThat(post("a", null)).isNotDone();
        assertThat(post("a", null)).isNotDone();
        intake = intake(new HookSource(Verification.none(), Respond.AFTER_DELIVERED, Duration.ZERO));
        assertThat(post("a", "1")).isNotDone();
        assertThat(post("a", "1")).isNotDone();
        deliveries.forEach(each -> each.complete(Taken.SETTLED));
        assertThat(deliveries).hasSize(4);
        assertThat(remembered).isEmpty();
    }

    @Test
    void readsNothingBeforeTheSenderIsKnown() {
        Verification bearer = Verification.bearer(List.of(Secret.of("s3cret")));
        intake = intake(new HookSource(bearer, Respond.AFTER_DELIVERED, Duration.ofHours(1)));
        for (String body : List.of("a", "bug", "challenge", "refused")) {
            WebhookReply reply = post(body, "1").join();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Bearer");
            assertThat(reply.body()).contains("the header Authorization is missing");
        }
        assertThat(deliveries).isEmpty();
        assertThat(send("OPTIONS", "", Map.of()).join().body()).isEqualTo("shake");
        assertThat(send("POST", "challenge", Map.of("authorization", List.of("Bearer s3cret")))
                        .join()
                        .body())
                .isEqualTo("shake");
    }

    @Test
    void knowsPostOnly() {
        WebhookReply reply = send("GET", "", Map.of()).join();
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "POST");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        assertThat(post("x".repeat(1001), null).join().status()).isEqualTo(413);
        assertThat(post("x".repeat(1000), null)).isNotDone();
    }

    @Test
    @Tag("I9")
    void answersWhateverTheSourceMakesOfIt() {
        Map<String, Integer> statuses = Map.of(
                "refused", 422, "ignored", 204, "nothing", 204, "mistake", 400, "outage", 500, "bug", 500, "deep", 400,
                "broken", 500);
        statuses.forEach((body, status) -> {
            // twice: a failed delivery leaves nothing behind
            for (int i = 0; i < 2; i++) {
                WebhookReply reply =
                        post(body, body.equals("ignored") ? "i" : "other").join();
                assertThat(reply.status()).as(body).isEqualTo(body.equals("nothing") ? 204 : status);
                assertThat(reply.body()).doesNotContain("internal detail");
            }
            remembered.clear();
        });
        assertThat(deliveries).isEmpty();
        assertThat(post("refused", null).join().body())
                .isEqualTo("{\"error\":{\"code\":\"odd\",\"message\":\"the body is \\\"odd\\\"\"}}");
    }

    @Test
    void answersEvenWhenDeliveryItselfFails() {
        CompletableFuture<WebhookReply> reply = post("a", "1");
        deliveries.get(0).completeExceptionally(new IllegalStateException("internal detail"));
        assertThat(reply.join().status()).isEqualTo(500);
        assertThat(post("a", "1")).as("the next attempt is taken").isNotDone();
    }

    private WebhookIntake intake(HookSource source) {
        SeenDeliveries seen = new SeenDeliveries() {
            @Override
            public boolean seen(String pipeline, String id, Instant since) {
                Instant at = remembered.get(pipeline + " " + id);
                return at != null && !at.isBefore(since);
            }

            @Override
            public void remember(String pipeline, String id, Instant at) {
                remembered.put(pipeline + " " + id, at);
            }
        };
        return new WebhookIntake("p", source, seen, metrics, () -> now, this::deliver);
    }

    private CompletableFuture<Taken> deliver(List<CloudEvent> events, Runnable whenTaken) {
        assertThat(events).isNotEmpty();
        CompletableFuture<Taken> delivery = new CompletableFuture<>();
        deliveries.add(delivery);
        taken.add(whenTaken);
        return delivery;
    }

    private CompletableFuture<WebhookReply> post(String body, @org.jspecify.annotations.Nullable String id) {
        return send("POST", body, id == null ? Map.of() : Map.of("id", List.of(id)));
    }

    private CompletableFuture<WebhookReply> send(String method, String body, Map<String, List<String>> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return intake.receive(new WebhookRequest(method, "/hook", "", headers, bytes))
                .toCompletableFuture();
    }
}
