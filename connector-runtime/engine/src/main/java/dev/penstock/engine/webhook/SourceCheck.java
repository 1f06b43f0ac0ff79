package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.Verifying;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookSource;
import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source that is {@link Verifying} about a request, on a thread of its own and for a limited time.
 *
 * <p>May be used by several threads at once and never blocks them.
 */
final class SourceCheck {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** How many requests may wait for their check at once; what is beyond is sent again. */
    private static final int MOST = 32;

    private final Verifying source;
    private final Strand strand;
    private final AtomicInteger underWay = new AtomicInteger();

    private SourceCheck(Verifying source, Strand strand) {
        this.source = source;
        this.strand = strand;
    }

    /** The check of that source, or null when it declares how its requests are verified. */
    static @Nullable SourceCheck of(WebhookSource source, Strand strand) {
        if (source.endpoint().verification().kind() != Verification.Kind.BY_SOURCE) {
            return null;
        }
        if (source instanceof Verifying verifying) {
            return new SourceCheck(verifying, strand);
        }
        throw new ConnectorException(Failure.internal(
                "not-verifying", "the source wants to verify its requests by itself, but has no way to; report it"));
    }

    /**
     * Checks, and goes on when the request is the sender's.
     *
     * @param failed the answer for what was thrown
     * @param next what to do then; runs on the strand
     */
    CompletionStage<WebhookReply> then(
            WebhookRequest request,
            Function<Throwable, WebhookReply> failed,
            Supplier<CompletionStage<WebhookReply>> next) {
        if (underWay.incrementAndGet() > MOST) { // I6
            underWay.decrementAndGet();
            return CompletableFuture.completedFuture(Replies.busy("too many requests wait; send it again"));
        }
        CompletableFuture<WebhookReply> reply = new CompletableFuture<>();
        Deadline deadline = Deadline.in(LIMIT, strand.clock());
        Callable<@Nullable WebhookReply> check =
                () -> source.verify(request, deadline).orElse(null);
        strand.call("verify", LIMIT, check, (answer, thrown) -> { // I9
            underWay.decrementAndGet();
            go(answer, thrown, failed, next).whenComplete((value, bug) -> {
                if (bug == null) {
                    reply.complete(value);
                } else {
                    reply.complete(failed.apply(bug));
                }
            });
        });
        return reply;
    }

    private static CompletionStage<WebhookReply> go(
            @Nullable WebhookReply answer,
            @Nullable Throwable thrown,
            Function<Throwable, WebhookReply> failed,
            Supplier<CompletionStage<WebhookReply>> next) {
        try {
            if (thrown != null) {
                return CompletableFuture.completedFuture(failed.apply(thrown));
            }
            return answer == null ? next.get() : CompletableFuture.completedFuture(answer);
        } catch (Throwable bug) {
            return CompletableFuture.completedFuture(failed.apply(bug));
        }
    }
}
