package dev.penstock.runtime.gateway;

import dev.penstock.runtime.EnvironmentProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Listen for HTTP on one or more addresses, each with its own handler.
 *
 * <p>Starting binds all addresses or none. Any thread may close it.
 */
public final class HttpServer implements AutoCloseable {
    private static final int HEADER = 16 * 1024;
    private static final int THREADS = 400;

    private final Server server;
    private final List<ServerConnector> connectors;
    private final SlowClients slowClients;

    private HttpServer(Server server, List<ServerConnector> connectors, SlowClients slowClients) {
        this.server = server;
        this.connectors = connectors;
        this.slowClients = slowClients;
    }

    /**
     * Binds and listens.
     *
     * @throws EnvironmentProblem when an address cannot be had or a TLS file cannot be used
     */
    public static HttpServer start(HttpLimits limits, List<HttpListener> listeners) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("penstock-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        server.setErrorHandler(new JsonErrors());
        List<ServerConnector> connectors = new ArrayList<>();
        for (HttpListener listener : listeners) {
            connectors.add(connector(server, limits, listener));
        }
        SlowClients slowClients = new SlowClients(limits, connectors.toArray(new Connector[0]));
        for (HttpListener listener : listeners) {
            if (listener.handler() instanceof WebhooksHandler webhooks) {
                webhooks.guard(slowClients);
            }
        }
        server.setHandler(new ByConnector(connectors, listeners));
        HttpServer result = new HttpServer(server, connectors, slowClients);
        result.open(listeners);
        result.sweep();
        return result;
    }

    private static ServerConnector connector(Server server, HttpLimits limits, HttpListener listener) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER);
        http.setHeaderCacheSize(1_024);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector;
        if (listener.tls() == null) {
            connector = new ServerConnector(server, 1, -1, plain);
        } else {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStore(PemKeyStore.load(listener.tls()));
            tls.setKeyStorePassword("");
            http.addCustomizer(new SecureRequestCustomizer(false)); // hooks are told apart by path, not by host name
            connector = new ServerConnector(server, tls, plain);
        }
        connector.setHost(
                listener.address().host().isEmpty() ? null : listener.address().host());
        connector.setPort(listener.address().port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        return connector;
    }

    private void open(List<HttpListener> listeners) {
        for (int i = 0; i < connectors.size(); i++) {
            try {
                connectors.get(i).open();
            } catch (IOException | RuntimeException e) {
                close();
                HttpListener listener = listeners.get(i);
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new EnvironmentProblem(
                        "cannot listen for " + listener.what() + ": " + listener.address() + " (" + cause.getMessage()
                                + "); stop what uses the address or name another",
                        e);
            }
        }
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new EnvironmentProblem("the HTTP server did not start (" + e.getMessage() + ")", e);
        }
    }

    private void sweep() {
        Scheduler scheduler = server.getScheduler();
        if (scheduler.isRunning()) {
            try {
                slowClients.run();
            } finally {
                scheduler.schedule(this::sweep, 1, TimeUnit.SECONDS); // whatever one connection made of the last look
            }
        }
    }

    /** The port of the listener at that position. */
    public int port(int listener) {
        return connectors.get(listener).getLocalPort();
    }

    /** Closes the listening sockets and every connection. */
    @Override
    public void close() {
        try {
            for (ServerConnector connector : connectors) {
                connector.close();
            }
            server.stop();
        } catch (Exception e) {
            throw new EnvironmentProblem("the HTTP server did not stop in order (" + e.getMessage() + ")", e);
        }
    }
}
