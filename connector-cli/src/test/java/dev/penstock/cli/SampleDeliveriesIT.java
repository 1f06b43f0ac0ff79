package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.cli.dev.Samples;
import dev.penstock.cli.dev.Sending;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.webhook.Deliver.Taken;
import dev.penstock.engine.webhook.WebhookIntake;
import dev.penstock.runtime.plugin.Plugins;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code penstock dev send} makes up, before the connector that is installed: real packs, real verification. */
final class SampleDeliveriesIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final SeenDeliveries NEVER = new SeenDeliveries() {
        @Override
        public boolean seen(String pipeline, String id, Instant since) {
            return false;
        }

        @Override
        public void remember(String pipeline, String id, Instant at) {}
    };

    private final List<CloudEvent> delivered = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "azure-event-grid, true",
        "bitbucket, true",
        "cloudevents, true",
        "gitea, true",
        "github, true",
        "gitlab, true",
        "huawei-eventgrid, true",
        "shopify, true",
        "slack, true",
        "standard-webhooks, true",
        "stripe, true",
        "aws-sns, false",
        "generic, false"
    })
    void aSampleIsAcceptedAndATamperedOneIsNot(String provider, boolean signs) throws Exception {
        try (Plugins plugins = new PluginOptions().load()) {
            DevReceiver receiver = DevReceiver.of(provider, Optional.of(Secret.of(SECRET)), plugins);
            Sending sending = sending(receiver, SECRET);
            assertThat(sending.proves()).isEqualTo(signs);
            Samples samples = Samples.of(provider);
            assertThat(samples.names()).isNotEmpty();
            try (WebhookSource source =
                    (WebhookSource) receiver.pipeline().plan().source().build()) {
                WebhookIntake intake = new WebhookIntake(
                        "p", source, NEVER, new PipelineMetrics(), InstantSource.fixed(NOW), (events, taken) -> {
                            delivered.addAll(events);
                            return CompletableFuture.completedFuture(Taken.SETTLED);
                        });
                for (String event : samples.names()) {
                    accepted(intake, sending.request(samples.delivery(event, null, NOW), NOW), event);
                }
                if (signs) {
                    refused(
                            intake,
                            tampered(sending.request(
                                    samples.delivery(samples.names().get(0), null, NOW), NOW)));
                    Sending foreign = sending(receiver, "whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
                    refused(
                            intake,
                            foreign.request(samples.delivery(samples.names().get(0), null, NOW), NOW));
                }
            }
        }
    }

    @Test
    @Tag("I7")
    void aSecretThatCannotBeSentIsNotShown() {
        String secret = "sesame\nopen";
        try (Plugins plugins = new PluginOptions().load()) {
            DevReceiver receiver = DevReceiver.of("gitlab", Optional.of(Secret.of(secret)), plugins);
            Samples.Delivery delivery = Samples.of("gitlab").delivery("push", null, NOW);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sending(receiver, secret).send(delivery, NOW))
                    .withNoCause()
                    .withMessageContaining("the header x-gitlab-token cannot be sent")
                    .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("sesame"));
        }
    }

    private static Sending sending(DevReceiver receiver, String secret) {
        return new Sending(
                URI.create("http://127.0.0.1:8080" + receiver.endpoint().path()),
                receiver.endpoint().verification(),
                Secret.of(secret),
                Duration.ofSeconds(1));
    }

    private void accepted(WebhookIntake intake, WebhookRequest request, String event) {
        int before = delivered.size();
        WebhookReply reply = intake.receive(request).toCompletableFuture().join();
        assertThat(reply.status()).as(event + " " + reply.body()).isBetween(200, 299);
        boolean handshake = event.equals("url_verification") || event.contains("Validation");
        assertThat(delivered).as(event).hasSize(handshake ? before : before + 1);
        delivered
                .subList(before, delivered.size())
                .forEach(each -> assertThat(each.getType()).as(event).doesNotEndWith(".request"));
    }

    private static void refused(WebhookIntake intake, WebhookRequest request) {
        assertThat(intake.receive(request).toCompletableFuture().join().status())
                .isEqualTo(401);
    }

    /** Another body where the body is signed; another secret where that is all the proof there is. */
    private static WebhookRequest tampered(WebhookRequest request) {
        byte[] body = request.body().clone();
        body[body.length / 2] ^= 1;
        String query = request.query().replace("MfKQ", "mfkq");
        var headers = new java.util.TreeMap<>(request.headers());
        headers.replaceAll((name, values) ->
                values.stream().map(value -> value.replace("MfKQ", "mfkq")).toList());
        return new WebhookRequest(request.method(), request.path(), query, headers, body);
    }
}
