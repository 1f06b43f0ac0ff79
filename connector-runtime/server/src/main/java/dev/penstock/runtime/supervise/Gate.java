package dev.penstock.runtime.supervise;

import dev.penstock.api.webhook.WebhookReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Where requests enter a pipeline. They are counted while they are inside, and wait outside while its engine is replaced, so that
 * no sender is sent away by that.
 *
 * <p>Any thread may call; nothing blocks. The gateway counts the bytes of those that wait, as of all that have no reply yet.
 */
final class Gate {
    private final List<Waiting> waiting = new ArrayList<>();
    private CompletableFuture<Void> empty = new CompletableFuture<>();
    private boolean shut;
    private int inside;

    private record Waiting(Supplier<CompletionStage<WebhookReply>> request, CompletableFuture<WebhookReply> reply) {}

    /** Takes a request to its reply, now or when the gate is open again. */
    CompletionStage<WebhookReply> pass(Supplier<CompletionStage<WebhookReply>> request) {
        synchronized (this) {
            if (shut) {
                Waiting held = new Waiting(request, new CompletableFuture<>());
                waiting.add(held); // I6: the gateway refuses more when their bodies take too much
                return held.reply;
            }
            inside++;
        }
        return enter(request);
    }

    private CompletionStage<WebhookReply> enter(Supplier<CompletionStage<WebhookReply>> request) {
        CompletionStage<WebhookReply> reply;
        try {
            reply = request.get();
        } catch (RuntimeException | Error thrown) {
            left();
            throw thrown;
        }
        return reply.whenComplete((done, thrown) -> left());
    }

    private void left() {
        CompletableFuture<Void> nobody;
        synchronized (this) {
            inside--;
            if (!shut || inside > 0) {
                return;
            }
            nobody = empty;
        }
        nobody.complete(null);
    }

    /** Lets nobody in; completes when those inside have their replies. */
    synchronized CompletableFuture<Void> shut() {
        shut = true;
        empty = new CompletableFuture<>();
        if (inside == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** Lets those in who wait, in the order they came, and all others after them. */
    void open() {
        List<Waiting> next;
        synchronized (this) {
            shut = false;
            next = List.copyOf(waiting);
            waiting.clear();
            inside += next.size();
        }
        for (Waiting held : next) {
            CompletionStage<WebhookReply> reply;
            try {
                reply = enter(held.request);
            } catch (RuntimeException | Error thrown) {
                reply = CompletableFuture.failedStage(thrown); // theirs alone // I9
            }
            reply.whenComplete((done, thrown) -> {
                if (thrown == null) {
                    held.reply.complete(done);
                } else {
                    held.reply.completeExceptionally(thrown);
                }
            });
        }
    }
}
