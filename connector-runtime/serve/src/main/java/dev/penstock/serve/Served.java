package dev.penstock.serve;

import dev.penstock.runtime.gateway.HookTable;
import dev.penstock.runtime.gateway.RawHook;
import dev.penstock.runtime.gateway.RawReply;
import dev.penstock.runtime.gateway.RawRequest;
import dev.penstock.serve.FunctionPackage.Kind;
import dev.penstock.serve.route.Router;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A function with what invokes it: its place in the table of hooks, or the loop that polls. Belongs to control. */
final class Served {
    private final HookTable hooks;
    private final FunctionSupervisor supervisor;
    private final @Nullable PollingLoop loop;
    private FunctionPackage present;

    Served(FunctionPackage function, Ground ground, HookTable hooks) {
        this.hooks = hooks;
        this.present = function;
        this.supervisor = new FunctionSupervisor(function, ground, this::tookOver);
        this.loop = function.kind() == Kind.POLLING
                ? new PollingLoop(function, supervisor.router(), ground::control)
                : null;
    }

    FunctionSupervisor supervisor() {
        return supervisor;
    }

    void begin() {
        hook();
        if (loop != null) {
            loop.begin();
        }
        supervisor.tick();
    }

    void deploy(FunctionPackage function) {
        supervisor.deploy(function);
        if (loop != null) {
            loop.use(function.interval());
        }
        if (supervisor.function().version().equals(function.version())) {
            tookOver(function); // another path alone changes nothing in the package of a trigger
        }
    }

    void leave() {
        hooks.remove(present.path());
        stopPolling();
    }

    void stopPolling() {
        if (loop != null) {
            loop.stop();
        }
    }

    private void tookOver(FunctionPackage function) {
        if (!function.path().equals(present.path())) {
            hooks.remove(present.path());
        }
        present = function;
        hook();
    }

    private void hook() {
        if (present.kind() != Kind.POLLING && present.kind() != Kind.QUEUE) {
            hooks.put(new Entrance(present.path(), present.maxBody(), supervisor.router()));
        }
    }

    /** Takes the requests of a path. */
    private record Entrance(String path, long maxBody, Router router) implements RawHook {
        @Override
        public CompletionStage<RawReply> receive(RawRequest request) {
            return router.submit(request);
        }
    }
}
