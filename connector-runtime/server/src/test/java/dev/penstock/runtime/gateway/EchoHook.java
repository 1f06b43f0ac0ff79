package dev.penstock.runtime.gateway;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.webhook.Endpoint;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Keeps what it gets, and answers as it is told. */
final class EchoHook implements Hook {
    final LinkedBlockingQueue<WebhookRequest> requests = new LinkedBlockingQueue<>();
    private final Endpoint endpoint;
    private final Function<WebhookRequest, CompletionStage<WebhookReply>> answer;

    EchoHook(String path, long maxBody) {
        this(
                path,
                maxBody,
                request -> CompletableFuture.completedFuture(
                        WebhookReply.of(200, request.method() + " " + request.body().length)));
    }

    EchoHook(String path, long maxBody, Function<WebhookRequest, CompletionStage<WebhookReply>> answer) {
        this.endpoint = new Endpoint(
                path, Verification.none(), Endpoint.Respond.AFTER_DELIVERED, Duration.ZERO, new DataSize(maxBody));
        this.answer = answer;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public CompletionStage<WebhookReply> receive(WebhookRequest request) {
        requests.add(request);
        return answer.apply(request);
    }
}
