package dev.penstock.engine.webhook;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Endpoint.Respond;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.state.SharedDeliveries;
import dev.penstock.engine.strand.Strand;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes a webhook request through size cap, verification, handshake, deduplication, reading and delivery, to its reply.
 *
 * <p>May be used by several threads at once and never blocks. Whatever a request contains or a source throws, the result is a
 * reply.
 */
public final class WebhookIntake {
    private final String pipeline;
    private final WebhookSource source;
    private final Endpoint endpoint;
    private final Verifier verifier;
    private final Deliver deliver;
    private final Deduplication deduplication;
    private final @Nullable SourceCheck sourceCheck;

    /**
     * The intake of one source; a new one is made when the source is built anew.
     *
     * @throws dev.penstock.api.ConnectorException when the source's verification cannot work
     */
    public WebhookIntake(
            String pipeline,
            WebhookSource source,
            SeenDeliveries seen,
            PipelineMetrics metrics,
            Strand strand,
            Deliver deliver) {
        this(
                pipeline,
                source,
                metrics,
                strand.clock(),
                deliver,
                seen instanceof SharedDeliveries shared
                        ? new DeliveryMemory.Shared(pipeline, source.endpoint().remember(), shared, strand)
                        : new DeliveryMemory.Local(pipeline, source.endpoint().remember(), seen, strand.clock()),
                SourceCheck.of(source, strand));
    }

    /**
     * The same for a source that declares how its requests are verified, so that nothing ever blocks.
     *
     * @throws dev.penstock.api.ConnectorException when the source's verification cannot work
     */
    public WebhookIntake(
            String pipeline,
            WebhookSource source,
            SeenDeliveries seen,
            PipelineMetrics metrics,
            InstantSource clock,
            Deliver deliver) {
        this(
                pipeline,
                source,
                metrics,
                clock,
                deliver,
                new DeliveryMemory.Local(pipeline, source.endpoint().remember(), seen, clock),
                null);
    }

    private WebhookIntake(
            String pipeline,
            WebhookSource source,
            PipelineMetrics metrics,
            InstantSource clock,
            Deliver deliver,
            DeliveryMemory memory,
            @Nullable SourceCheck sourceCheck) {
        this.sourceCheck = sourceCheck;
        this.pipeline = pipeline;
        this.source = source;
        this.endpoint = source.endpoint();
        this.verifier = new Verifier(endpoint.verification(), clock);
        this.deliver = deliver;
        this.deduplication = new Deduplication(pipeline, memory, metrics);
    }

    /** Where and how the source listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Takes a request; completes with the reply, on any thread, never exceptionally. */
    public CompletionStage<WebhookReply> receive(WebhookRequest request) {
        try {
            return admit(request);
        } catch (Throwable thrown) {
            // also errors: a hostile body that overflows the stack is one request's trouble // I9
            return CompletableFuture.completedFuture(failed(thrown));
        }
    }

    private CompletionStage<WebhookReply> admit(WebhookRequest request) {
        if (request.body().length > endpoint.maxBody().bytes()) {
            return reply(Replies.error(413, "too-large", "the body is larger than " + endpoint.maxBody()));
        }
        boolean post = request.method().equals("POST");
        if (post && sourceCheck != null) {
            return sourceCheck.then(request, this::failed, () -> verified(request, true));
        }
        if (post) {
            Verdict verdict = verifier.verify(request);
            if (!verdict.ok()) {
                log().log(System.Logger.Level.DEBUG, "{0}: request refused: {1}", pipeline, verdict.reason());
                return reply(Replies.unauthorized(verdict, endpoint.verification()));
            }
        }
        return verified(request, post);
    }

    private CompletionStage<WebhookReply> verified(WebhookRequest request, boolean post) {
        Optional<WebhookReply> handshake = source.handshake(request);
        if (handshake.isPresent()) {
            return reply(handshake.get());
        }
        if (!post) {
            return reply(Replies.notAllowed(request.method()));
        }
        return deduplication.once(source.deliveryId(request), delivery -> take(request, delivery));
    }

    private void take(WebhookRequest request, Deduplication.Delivery delivery) {
        try {
            Received received = source.receive(request);
            switch (received.kind()) {
                case EVENTS -> deliver((Received.Events) received, delivery);
                case REFUSED -> {
                    Received.Refused refused = (Received.Refused) received;
                    delivery.failed(Replies.error(
                            refused.status(),
                            refused.failure().code(),
                            refused.failure().message()));
                }
                case IGNORED -> delivery.settled(Replies.DONE);
            }
        } catch (Throwable thrown) {
            delivery.failed(failed(thrown));
        }
    }

    private void deliver(Received.Events received, Deduplication.Delivery delivery) {
        if (received.events().isEmpty()) {
            delivery.settled(Replies.DONE);
            return;
        }
        boolean immediately = endpoint.respond() == Respond.IMMEDIATELY;
        Runnable taken = immediately ? () -> delivery.answer(Replies.TAKEN) : () -> {};
        deliver.deliver(received.events(), taken).whenComplete((outcome, thrown) -> {
            if (thrown != null) {
                delivery.failed(failed(thrown));
                return;
            }
            switch (outcome) {
                case SETTLED -> delivery.settled(immediately ? Replies.TAKEN : Replies.DONE); // I1
                case FULL -> delivery.failed(Replies.busy("there is no room for more events now; send it again")); // I6
                case GIVEN_UP -> delivery.failed(Replies.busy("the pipeline stopped; send it again")); // I8
                case UNDELIVERED -> delivery.failed(Replies.busy("it could not be delivered; send it again")); // I3
                case REJECTED ->
                    delivery.failed(Replies.error(
                            502, "rejected", "the target of this webhook does not take it; the log says why"));
            }
        });
    }

    private WebhookReply failed(Throwable thrown) {
        WebhookReply reply = Replies.of(thrown);
        if (reply.status() >= 500) {
            log().log(System.Logger.Level.WARNING, pipeline + ": a webhook request could not be taken", thrown);
        }
        return reply;
    }

    private static CompletionStage<WebhookReply> reply(WebhookReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.webhook");
    }
}
