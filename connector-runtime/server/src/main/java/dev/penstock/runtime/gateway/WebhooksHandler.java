package dev.penstock.runtime.gateway;

import org.eclipse.jetty.server.Handler;

/** Answer webhooks by a table of hooks, which may change at any time. */
public final class WebhooksHandler extends Handler.Wrapper {
    private final HookTable hooks;
    private final HttpLimits limits;

    /** For one server. */
    public WebhooksHandler(HookTable hooks, HttpLimits limits) {
        this.hooks = hooks;
        this.limits = limits;
    }

    void guard(SlowClients slowClients) {
        setHandler(new GatewayHandler(hooks, slowClients, new ByteBudget(limits.pendingBytes())));
    }
}
