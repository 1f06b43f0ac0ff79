package dev.penstock.function.http;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.PackagedFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A function as a program of its own: listens on {@code PORT}, answers {@code /health/live} and {@code /health/ready}, and takes
 * every other request as an invocation. Ends in order on SIGTERM.
 */
public final class FunctionServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.penstock.function");

    private final PackagedFunction function;
    private final Server server;
    private final ServerConnector connector;
    private final InvocationHandler handler;
    private final Duration drain;

    /**
     * Runs until it is stopped; what it needs to know is in the environment, see the reference page of the target.
     *
     * @throws FunctionProblem when it cannot start; the process then ends with exit code 1
     */
    public static void main(String... arguments) throws Exception {
        FunctionLog.install();
        if (List.of(arguments).contains("--train")) {
            Training.run(System.getenv());
            return;
        }
        ServerSettings settings = ServerSettings.of(System.getenv());
        FunctionServer running = start(System.getenv());
        if (settings.supervised()) {
            Supervision.begin(running.port(), settings.drain());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "penstock-stop"));
        LOG.log(System.Logger.Level.INFO, running.function.name() + " listens on port " + running.port());
    }

    /** Starts it with that environment. */
    static FunctionServer start(Map<String, String> environment) throws Exception {
        ServerSettings settings = ServerSettings.of(environment);
        PackagedFunction function = PackagedFunction.open(settings.home());
        try {
            return new FunctionServer(function, settings);
        } catch (Exception e) {
            function.close();
            throw e;
        }
    }

    /** Serves that function, which it closes when it is closed. */
    FunctionServer(PackagedFunction function, ServerSettings settings) throws Exception {
        this.function = function;
        this.drain = settings.drain();
        this.handler = new InvocationHandler(function, settings);
        // with a queue of the JDK's: Jetty's own starts the JDK's management to lay itself out, a tenth of a cold start
        QueuedThreadPool threads = new QueuedThreadPool(200, 4, 60_000, new LinkedBlockingQueue<>());
        threads.setDaemon(false);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Takes no new requests, delivers and answers what is under way, and stops. */
    @Override
    public void close() {
        handler.stopTaking();
        boolean unused = function.drain(drain); // I8
        try {
            server.setStopTimeout(1000);
            server.stop();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "the HTTP server did not stop in order", e);
        }
    }
}
