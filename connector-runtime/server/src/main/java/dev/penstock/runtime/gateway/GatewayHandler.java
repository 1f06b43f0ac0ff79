package dev.penstock.runtime.gateway;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.runtime.gateway.HookTable.Entry;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Finds the hook of a request. */
final class GatewayHandler extends Handler.Abstract {
    private final HookTable hooks;
    private final SlowClients slowClients;
    private final ByteBudget budget;

    GatewayHandler(HookTable hooks, SlowClients slowClients, ByteBudget budget) {
        this.hooks = hooks;
        this.slowClients = slowClients;
        this.budget = budget;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        @Nullable Entry entry = hooks.find(Paths.of(request));
        @Nullable WebhookReply refusal = entry == null ? unknown() : refusal(request, entry);
        if (entry == null || refusal != null) {
            Answer.refuse(request, response, refusal == null ? Refusal.UNKNOWN : refusal, callback, slowClients);
        } else {
            new Exchange(request, response, callback, entry, slowClients, budget).run();
        }
        return true;
    }

    private WebhookReply unknown() {
        return hooks.isComplete() ? Refusal.UNKNOWN : Refusal.STARTING;
    }

    private static @Nullable WebhookReply refusal(Request request, Entry entry) {
        return switch (request.getMethod()) {
            case "POST", "GET", "OPTIONS" ->
                request.getLength() > entry.maxBody ? Refusal.tooLarge(entry.maxBody) : null;
            default -> Refusal.METHOD;
        };
    }
}
