package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import java.util.concurrent.CompletionStage;

/** Take the requests of one path with all that is known of them, and answer in bytes: for whoever passes them on. */
public interface RawHook {
    /** The exact path, decoded; the same at every call. */
    String path();

    /** Larger bodies are answered 413 before this hook sees them; in bytes. */
    long maxBody();

    /**
     * Takes a request to its reply.
     *
     * <p>Called by many threads at once; should not block, and harms only itself when it does.
     */
    CompletionStage<RawReply> receive(RawRequest request);

    /** A hook of a pipeline as a raw one. */
    static RawHook of(Hook hook) {
        return new RawHook() {
            @Override
            public String path() {
                return hook.endpoint().path();
            }

            @Override
            public long maxBody() {
                return hook.endpoint().maxBody().bytes();
            }

            @Override
            public CompletionStage<RawReply> receive(RawRequest request) {
                CompletionStage<WebhookReply> reply = hook.receive(request.content());
                return reply.thenApply(RawReply::of);
            }
        };
    }
}
