package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.SinkContext;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sinks with one fault each. */
public final class BrokenSinks {
    private BrokenSinks() {}

    @Connector(name = "buffers", summary = "Says delivered, and writes when it is closed")
    public static final class Buffers extends LinesSink {
        private final List<CloudEvent> kept = new ArrayList<>();

        public Buffers(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected void append(CloudEvent event, byte[] data) {
            kept.add(event);
        }

        @Override
        public void close() throws Exception {
            for (CloudEvent event : kept) {
                super.append(event, data(event));
            }
        }
    }

    @Connector(name = "forgets-outcome", summary = "Forgets the last outcome of a batch")
    public static final class ForgetsOutcome extends LinesSink {
        public ForgetsOutcome(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        public Outcomes write(Batch batch) throws Exception {
            Outcomes all = super.write(batch);
            Outcomes some = new Outcomes(all.size());
            for (int i = 0; i < Math.max(1, all.size() - 1); i++) {
                some.set(i, Objects.requireNonNull(all.get(i)));
            }
            return some;
        }
    }

    @Connector(name = "reorders", summary = "Writes a batch backwards")
    public static final class Reorders extends LinesSink {
        public Reorders(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        public Outcomes write(Batch batch) throws Exception {
            Outcomes outcomes = new Outcomes(batch.size());
            for (int i = batch.size() - 1; i >= 0; i--) {
                outcomes.set(i, write(batch.event(i)));
            }
            return outcomes;
        }
    }

    @Connector(name = "not-idempotent", summary = "Says that it is idempotent, and is not")
    public static final class NotIdempotent extends LinesSink implements Idempotent {
        public NotIdempotent(Config config, SinkContext context) {
            super(config, context);
        }
    }

    @Connector(name = "races", summary = "Says that several threads may write, and they may not")
    public static final class Races extends LinesSink implements Concurrent {
        private final List<byte[]> row = new ArrayList<>();
        private volatile int next;

        public Races(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        public int concurrency() {
            return 4;
        }

        @Override
        protected void append(CloudEvent event, byte[] data) throws IOException {
            int own;
            synchronized (row) {
                row.add(data);
                own = row.size() - 1;
                next = own;
            }
            long end = System.nanoTime() + Duration.ofMillis(20).toNanos();
            while (next == own && System.nanoTime() < end) {
                Thread.onSpinWait(); // until another thread moves on what this one is about to write
            }
            super.append(event, row.get(next));
        }
    }

    @Connector(name = "mangles", summary = "Writes ASCII")
    public static final class Mangles extends LinesSink {
        public Mangles(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected byte[] data(CloudEvent event) {
            return new String(super.data(event), StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Connector(name = "wants-data", summary = "Stumbles over events without data")
    public static final class WantsData extends LinesSink {
        public WantsData(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected byte[] data(CloudEvent event) {
            return event.getData().toBytes();
        }
    }

    @Connector(name = "retries-poison", summary = "Says of poison that it should be tried again")
    public static final class RetriesPoison extends LinesSink {
        public RetriesPoison(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected Outcome poisoned() {
            return Outcome.retry(Failure.external("poison", "refused"));
        }
    }

    @Connector(name = "poisoned-batch", summary = "Rejects a whole batch for one event")
    public static final class RejectsTheBatch extends LinesSink {
        public RejectsTheBatch(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        public Outcomes write(Batch batch) throws Exception {
            for (CloudEvent event : batch.events()) {
                if (isPoison(data(event))) {
                    return Outcomes.all(batch.size(), poisoned());
                }
            }
            return super.write(batch);
        }
    }

    @Connector(name = "rejects-in-outage", summary = "Blames events for an outage")
    public static final class RejectsInOutage extends LinesSink {
        public RejectsInOutage(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected Failure away() {
            return Failure.user("away", "the directory is not there");
        }
    }

    @Connector(name = "swallows", summary = "Loses what it cannot write, and says delivered")
    public static final class Swallows extends LinesSink {
        private int written;

        public Swallows(Config config, SinkContext context) {
            super(config, context);
        }

        @Override
        protected void append(CloudEvent event, byte[] data) throws IOException {
            if (++written % 4 != 0) {
                super.append(event, data);
            }
        }
    }
}
