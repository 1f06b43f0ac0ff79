package dev.penstock.runtime;

import dev.penstock.runtime.admin.AdminHandler;
import dev.penstock.runtime.gateway.HookTable;
import dev.penstock.runtime.gateway.HttpListener;
import dev.penstock.runtime.gateway.HttpServer;
import dev.penstock.runtime.gateway.WebhooksHandler;
import dev.penstock.runtime.supervise.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ports of a runtime: those that are needed, none if none is. */
final class Listeners implements AutoCloseable {
    private final @Nullable HttpServer server;
    private final OptionalInt httpPort;
    private final OptionalInt adminPort;

    private Listeners(@Nullable HttpServer server, OptionalInt httpPort, OptionalInt adminPort) {
        this.server = server;
        this.httpPort = httpPort;
        this.adminPort = adminPort;
    }

    static Listeners open(RuntimeSettings settings, HookTable hooks, Supplier<@Nullable Supervisor> supervisor) {
        List<HttpListener> all = new ArrayList<>();
        if (settings.hasWebhooks()) {
            all.add(new HttpListener(
                    "webhooks",
                    settings.http(),
                    settings.tls().orElse(null),
                    new WebhooksHandler(hooks, settings.limits())));
        }
        settings.admin()
                .ifPresent(address -> all.add(new HttpListener(
                        "administration",
                        address,
                        null,
                        new AdminHandler(
                                address, settings.adminToken(), supervisor, settings.connectors(), settings.clock()))));
        if (all.isEmpty()) {
            return new Listeners(null, OptionalInt.empty(), OptionalInt.empty());
        }
        HttpServer server = HttpServer.start(settings.limits(), all);
        return new Listeners(
                server,
                settings.hasWebhooks() ? OptionalInt.of(server.port(0)) : OptionalInt.empty(),
                settings.admin().isPresent() ? OptionalInt.of(server.port(all.size() - 1)) : OptionalInt.empty());
    }

    OptionalInt httpPort() {
        return httpPort;
    }

    OptionalInt adminPort() {
        return adminPort;
    }

    static Executor onThread() {
        return task -> {
            Thread thread = new Thread(task, "penstock-start");
            thread.setDaemon(true);
            thread.start();
        };
    }

    static void bug(String pipeline, Throwable thrown) {
        System.getLogger("dev.penstock.runtime")
                .log(System.Logger.Level.ERROR, pipeline + ": a task of the pipeline failed; please report it", thrown);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
