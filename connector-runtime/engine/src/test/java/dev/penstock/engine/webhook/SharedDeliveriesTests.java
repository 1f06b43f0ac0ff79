package dev.penstock.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.simulation.SimulatedStrand;
import dev.penstock.engine.state.SharedDeliveries;
import dev.penstock.engine.webhook.Deliver.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deliveries that several instances remember together, in a store that takes its time and may be down. */
class SharedDeliveriesTests {
    /** Kept, for a logger that nobody keeps forgets its level. */
    private static final Logger QUIET = Logger.getLogger("dev.penstock.webhook");

    private static final Duration WINDOW = Duration.ofHours(1);

    private final SimulatedStrand strand = new SimulatedStrand(new SplittableRandom(3));
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final Map<String, Instant> store = new HashMap<>();
    private final Map<String, Instant> expiry = new HashMap<>();
    private final List<CompletableFuture<Taken>> deliveries = new ArrayList<>();
    private boolean down;
    private final WebhookIntake one = instance();
    private final WebhookIntake other = instance();

    @BeforeEach
    void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        QUIET.setLevel(null);
    }

    @Test
    void oneInstanceKnowsWhatAnotherHasDelivered() {
        CompletableFuture<WebhookReply> first = post(one);
        settle();
        deliveries.get(0).complete(Taken.SETTLED);
        settle();
        assertThat(first.join().status()).isEqualTo(204);
        CompletableFuture<WebhookReply> again = post(other);
        settle();
        assertThat(again.join().status()).isEqualTo(204);
        assertThat(deliveries).hasSize(1);
        assertThat(metrics.duplicates()).isEqualTo(1);
        assertThat(expiry)
                .containsEntry("1", Objects.requireNonNull(store.get("1")).plus(WINDOW));
    }

    @Test
    @Tag("I1")
    void answersOnlyWhenTheIdIsDurable() {
        CompletableFuture<WebhookReply> reply = post(one);
        settle();
        deliveries.get(0).complete(Taken.SETTLED);
        assertThat(reply).as("after the answer the instance may be frozen").isNotDone();
        settle();
        assertThat(reply).isDone();
        assertThat(store).containsOnlyKeys("1");
    }

    @Test
    @Tag("I3")
    void deliversWithoutAStoreThatIsDown() {
        down = true;
        CompletableFuture<WebhookReply> reply = post(one);
        settle();
        deliveries.get(0).complete(Taken.SETTLED);
        settle();
        assertThat(reply.join().status()).isEqualTo(204);
        down = false;
        CompletableFuture<WebhookReply> again = post(other);
        settle();
        assertThat(deliveries).as("twice, and not lost").hasSize(2);
        deliveries.get(1).complete(Taken.SETTLED);
        settle();
        assertThat(again.join().status()).isEqualTo(204);
    }

    @Test
    void remembersNothingThatWasNotDelivered() {
        CompletableFuture<WebhookReply> reply = post(one);
        settle();
        deliveries.get(0).complete(Taken.GIVEN_UP);
        settle();
        assertThat(reply.join().status()).isEqualTo(503);
        assertThat(store).isEmpty();
    }

    private void settle() {
        while (strand.step()) {
            // until nothing is left to do
        }
    }

    private WebhookIntake instance() {
        SharedDeliveries seen = new SharedDeliveries() {
            @Override
            public boolean seen(String pipeline, String id, Instant since) {
                fail();
                Instant at = store.get(id);
                return at != null && !at.isBefore(since);
            }

            @Override
            public void remember(String pipeline, String id, Instant at) {
                throw new IllegalStateException("nobody asks for this");
            }

            @Override
            public void remember(String pipeline, String id, Instant at, Instant until) {
                fail();
                store.put(id, at);
                expiry.put(id, until);
            }

            private void fail() {
                if (down) {
                    throw new IllegalStateException("the store is down");
                }
            }
        };
        HookSource source = new HookSource(Verification.none(), Respond.AFTER_DELIVERED, WINDOW);
        return new WebhookIntake("p", source, seen, metrics, strand, (events, taken) -> {
            CompletableFuture<Taken> delivery = new CompletableFuture<>();
            deliveries.add(delivery);
            return delivery;
        });
    }

    private static CompletableFuture<WebhookReply> post(WebhookIntake intake) {
        return intake.receive(new WebhookRequest(
                        "POST", "/hook", "", Map.of("id", List.of("1")), "a".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture();
    }
}
