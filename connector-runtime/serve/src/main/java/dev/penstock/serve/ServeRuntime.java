package dev.penstock.serve;

import dev.penstock.api.config.Secret;
import dev.penstock.runtime.gateway.HookTable;
import dev.penstock.runtime.gateway.HttpLimits;
import dev.penstock.runtime.gateway.HttpListener;
import dev.penstock.runtime.gateway.HttpServer;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.runtime.gateway.WebhooksHandler;
import dev.penstock.serve.admin.FunctionsHandler;
import dev.penstock.serve.instance.Launcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Functions together with the ports at which they are reached and watched. Any thread may call. */
public final class ServeRuntime implements AutoCloseable {
    private final Functions functions;
    private final HttpServer server;
    private final boolean admin;

    private ServeRuntime(Functions functions, HttpServer server, boolean admin) {
        this.functions = functions;
        this.server = server;
        this.admin = admin;
    }

    /**
     * Where it listens.
     *
     * @param http for requests to functions
     * @param tls null for plain HTTP
     * @param admin for health, metrics and the API; empty for none
     * @param adminToken who has it may read; needed when others can reach {@code admin}
     */
    public record Ports(
            ListenAddress http, @Nullable TlsFiles tls, Optional<ListenAddress> admin, Optional<Secret> adminToken) {}

    /**
     * Listens; functions come by {@link Functions#apply}.
     *
     * @throws dev.penstock.runtime.EnvironmentProblem when an address cannot be had; nothing is left running
     */
    public static ServeRuntime start(
            ServeSettings settings, Ports ports, Launcher launcher, InstantSource clock, LongSupplier nanos) {
        HookTable hooks = new HookTable();
        HttpLimits limits = HttpLimits.standard();
        Functions functions = new Functions(settings, hooks, launcher, clock, nanos);
        try {
            List<HttpListener> listeners = new ArrayList<>();
            listeners.add(new HttpListener("functions", ports.http(), ports.tls(), new WebhooksHandler(hooks, limits)));
            ports.admin()
                    .ifPresent(address -> listeners.add(new HttpListener(
                            "administration",
                            address,
                            null,
                            new FunctionsHandler(address, ports.adminToken(), functions, hooks::isComplete))));
            HttpServer server = HttpServer.start(limits, listeners);
            return new ServeRuntime(functions, server, ports.admin().isPresent());
        } catch (RuntimeException e) {
            functions.close();
            throw e;
        }
    }

    /** What is served. */
    public Functions functions() {
        return functions;
    }

    /** Where functions are reached. */
    public int httpPort() {
        return server.port(0);
    }

    /** Where administration is; empty when there is none. */
    public OptionalInt adminPort() {
        return admin ? OptionalInt.of(server.port(1)) : OptionalInt.empty();
    }

    /** Closes the ports, then lets go of the functions; {@link Functions#drain} comes before. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            functions.close();
        }
    }
}
