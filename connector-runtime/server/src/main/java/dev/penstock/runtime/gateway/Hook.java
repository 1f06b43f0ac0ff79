package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.PipelineEngine;
import java.util.concurrent.CompletionStage;

/** Take the requests of one path. */
public interface Hook {
    /** Where and how it listens; the same at every call. */
    Endpoint endpoint();

    /**
     * Takes a request to its reply.
     *
     * <p>Called by many threads at once; should not block, and harms only itself when it does. The body is no longer than
     * the endpoint allows.
     */
    CompletionStage<WebhookReply> receive(WebhookRequest request);

    /** The hook of a pipeline whose webhook source is built. */
    static Hook of(PipelineEngine engine, Endpoint endpoint) {
        return new Hook() {
            @Override
            public Endpoint endpoint() {
                return endpoint;
            }

            @Override
            public CompletionStage<WebhookReply> receive(WebhookRequest request) {
                return engine.receive(request);
            }
        };
    }
}
