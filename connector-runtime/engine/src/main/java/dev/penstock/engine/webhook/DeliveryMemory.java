package dev.penstock.engine.webhook;

import dev.penstock.engine.state.SeenDeliveries;
import dev.penstock.engine.state.SharedDeliveries;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Which deliveries were seen, asked without blocking. Safe for several threads. */
interface DeliveryMemory {
    /** Whether nothing is remembered at all. */
    boolean isOff();

    /** Completes with whether it was seen, or exceptionally when that cannot be told. */
    CompletionStage<Boolean> seen(String id);

    /** Completes when it is remembered, or exceptionally when it is not. */
    CompletionStage<Boolean> remember(String id);

    /** A memory that answers at once. */
    record Local(String pipeline, Duration window, SeenDeliveries seen, InstantSource clock) implements DeliveryMemory {
        @Override
        public boolean isOff() {
            return window.isZero();
        }

        @Override
        public CompletionStage<Boolean> seen(String id) {
            return at(() -> seen.seen(pipeline, id, clock.instant().minus(window)));
        }

        @Override
        public CompletionStage<Boolean> remember(String id) {
            return at(() -> {
                Instant now = clock.instant();
                seen.remember(pipeline, id, now, now.plus(window));
                return true;
            });
        }

        private static CompletionStage<Boolean> at(Callable<Boolean> call) {
            try {
                return CompletableFuture.completedFuture(call.call());
            } catch (Exception e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** A memory that several instances share, behind calls that block. */
    final class Shared implements DeliveryMemory {
        /** A sender waits for both calls, and does without them rather than wait long. */
        private static final Duration LIMIT = Duration.ofSeconds(3);

        /** How many requests may wait for the store at once; what is beyond does without it. */
        private static final int MOST = 64;

        private final String pipeline;
        private final Duration window;
        private final SharedDeliveries seen;
        private final Strand strand;
        private final AtomicInteger underWay = new AtomicInteger();

        Shared(String pipeline, Duration window, SharedDeliveries seen, Strand strand) {
            this.pipeline = pipeline;
            this.window = window;
            this.seen = seen;
            this.strand = strand;
        }

        @Override
        public boolean isOff() {
            return window.isZero();
        }

        @Override
        public CompletionStage<Boolean> seen(String id) {
            return call(
                    "look up a delivery",
                    () -> seen.seen(pipeline, id, strand.clock().instant().minus(window)));
        }

        @Override
        public CompletionStage<Boolean> remember(String id) {
            return call("remember a delivery", () -> {
                Instant now = strand.clock().instant();
                seen.remember(pipeline, id, now, now.plus(window));
                return true;
            });
        }

        private CompletionStage<Boolean> call(String what, Callable<Boolean> call) {
            if (underWay.incrementAndGet() > MOST) { // I6
                underWay.decrementAndGet();
                return CompletableFuture.failedFuture(
                        new IllegalStateException("too many requests wait for the state store"));
            }
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            strand.call(what, LIMIT, call, (result, thrown) -> {
                underWay.decrementAndGet();
                if (result != null) {
                    answer.complete(result);
                } else {
                    answer.completeExceptionally(thrown == null ? new IllegalStateException("no answer") : thrown);
                }
            });
            return answer;
        }
    }
}
