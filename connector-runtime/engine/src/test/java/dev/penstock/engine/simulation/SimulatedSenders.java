package dev.penstock.engine.simulation;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.simulation.World.Entry;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other side of a webhook: a sender for each partition, which posts its records in order, each request until it is answered 2xx. */
final class SimulatedSenders {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final World world;
    private final SimulatedStrand strand;

    SimulatedSenders(World world, SimulatedStrand strand) {
        this.world = world;
        this.strand = strand;
    }

    /** Begins, or after a crash goes on: what was not answered is posted again. */
    void post(PipelineEngine engine) {
        for (int partition = 0; partition < world.partitions; partition++) {
            next(engine, partition);
        }
    }

    private void next(PipelineEngine engine, int partition) {
        List<Entry> records = world.records.get(partition);
        int from = 0;
        while (from < records.size() && world.seen.contains(records.get(from).id())) {
            from++;
        }
        if (from < records.size()) {
            int count = Math.min(1 + world.random.nextInt(3), records.size() - from);
            post(engine, partition, from, count);
        }
    }

    private void post(PipelineEngine engine, int partition, int from, int count) {
        String body = partition + " " + from + " " + count;
        WebhookRequest request =
                new WebhookRequest("POST", "/hook", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        engine.receive(request)
                .thenAccept(reply -> strand.execute(() -> {
                    if (reply.status() / 100 == 2) {
                        for (Entry entry : world.records.get(partition).subList(from, from + count)) {
                            World.check(world.isSafe(entry), "I1: answered 2xx while " + entry.id() + " was not safe");
                            world.seen.add(entry.id());
                        }
                        next(engine, partition);
                    } else {
                        World.check(reply.status() == 503, "a good request was answered " + reply.status());
                        strand.schedule(PAUSE, () -> post(engine, partition, from, count));
                    }
                }));
    }

    /** Takes what the senders post. */
    static final class Hook implements WebhookSource {
        private final World world;

        Hook(World world) {
            if (world.fault()) {
                throw new IllegalStateException("the hook cannot be built");
            }
            this.world = world;
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint(
                    "/hook",
                    Verification.none(),
                    Endpoint.Respond.AFTER_DELIVERED,
                    Duration.ofHours(1),
                    new DataSize(1000));
        }

        @Override
        public @Nullable String deliveryId(WebhookRequest request) {
            return new String(request.body(), StandardCharsets.UTF_8);
        }

        @Override
        public Received receive(WebhookRequest request) {
            String[] words = new String(request.body(), StandardCharsets.UTF_8).split(" ", -1);
            int from = Integer.parseInt(words[1]);
            List<CloudEvent> events = new ArrayList<>();
            for (Entry entry :
                    world.records.get(Integer.parseInt(words[0])).subList(from, from + Integer.parseInt(words[2]))) {
                events.add(entry.event());
            }
            return Received.events(events);
        }

        @Override
        public void close() {}
    }
}
