package dev.penstock.runtime;

import dev.penstock.api.Batch;
import dev.penstock.api.Offset;
import dev.penstock.api.Outcomes;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.Sink;
import dev.penstock.api.Source;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.PipelinePlan;
import dev.penstock.runtime.supervise.PipelineSpec;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Connectors and pipelines written by hand. */
public final class Fakes {
    private Fakes() {}

    /** An event of that id. */
    public static CloudEvent event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/fake"))
                .withType("fake")
                .build();
    }

    /** Counts up to a number. */
    public record Counting(int last) implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            Offset offset = request.offset();
            int from = offset == null ? 0 : (int) offset.number("n");
            List<CloudEvent> events = new ArrayList<>();
            List<Offset> offsets = new ArrayList<>();
            for (int i = from + 1; i <= last && events.size() < request.maxEvents(); i++) {
                events.add(event("n-" + i));
                offsets.add(Offset.of("n", i));
            }
            boolean end = from + events.size() >= last;
            return end ? Polled.end(events, offsets) : Polled.more(events, offsets);
        }

        @Override
        public void close() {}
    }

    /** Takes a body as an id. */
    public record Posting(String path) implements WebhookSource {
        @Override
        public Endpoint endpoint() {
            return endpointOf(path);
        }

        @Override
        public @Nullable String deliveryId(WebhookRequest request) {
            return request.header("Delivery-Id");
        }

        @Override
        public Received receive(WebhookRequest request) {
            return Received.event(event(new String(request.body(), StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {}
    }

    static Endpoint endpointOf(String path) {
        return new Endpoint(
                path,
                Verification.none(),
                Endpoint.Respond.AFTER_DELIVERED,
                Duration.ofHours(1),
                DataSize.mebibytes(1));
    }

    /** Keeps the ids of what it got. */
    public static final class Keeping implements Sink {
        /** All of them, in order. */
        public final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();

        @Override
        public Outcomes write(Batch batch) {
            batch.events().forEach(event -> ids.add(event.getId()));
            return Outcomes.delivered(batch.size());
        }

        @Override
        public void close() {}
    }

    /** A pipeline that counts. */
    public static PipelineSpec counting(String name, int last, PipelinePlan.Factory<? extends Sink> sink) {
        return spec(name, () -> new Counting(last), true, sink, Optional.empty());
    }

    /** A pipeline that listens. */
    public static PipelineSpec posting(String name, String path, PipelinePlan.Factory<? extends Sink> sink) {
        return spec(name, () -> new Posting(path), false, sink, Optional.of(endpointOf(path)));
    }

    private static PipelineSpec spec(
            String name,
            PipelinePlan.Factory<? extends Source> source,
            boolean polling,
            PipelinePlan.Factory<? extends Sink> sink,
            Optional<Endpoint> endpoint) {
        return new PipelineSpec(
                new PipelinePlan(name, "fake@1", source, "keep@2", sink, DeliverySettings.standard()),
                polling,
                Optional.empty(),
                Optional.empty(),
                endpoint);
    }
}
