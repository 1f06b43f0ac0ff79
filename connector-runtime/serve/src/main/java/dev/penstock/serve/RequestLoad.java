package dev.penstock.serve;

import dev.penstock.serve.route.Router;
import dev.penstock.serve.scale.Autoscaler;
import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.Decision;
import org.jspecify.annotations.Nullable;

/** Requests under way and waiting. */
final class RequestLoad implements Load {
    private final Router router;
    private final Autoscaler autoscaler;

    RequestLoad(FunctionPackage function, Router router) {
        this.router = router;
        this.autoscaler = new Autoscaler(function.scaling());
    }

    @Override
    public void use(FunctionPackage function) {
        autoscaler.use(function.scaling());
    }

    @Override
    public Decision decide(long now, Fleet fleet) {
        autoscaler.measured(now, router.averageConcurrency());
        return autoscaler.decide(now, fleet.ready());
    }

    @Override
    public @Nullable Backlog backlog() {
        return null;
    }
}
