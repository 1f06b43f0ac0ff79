package dev.penstock.function.http;

import dev.penstock.api.webhook.Endpoint;
import dev.penstock.engine.config.Binder;
import dev.penstock.function.FunctionProblem;
import dev.penstock.function.PackagedFunction;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
            train(System.getenv());
            return;
        }
        ServerSettings settings = ServerSettings.of(System.getenv());
        FunctionServer running = start(System.getenv());
        if (settings.supervised()) {
            Supervision.begin(running.port(), settings.drain());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "penstock-stop"));
        LOG.log(System.Logger.Level.INFO, "{0} listens on port {1,number,#}", running.function.name(), running.port());
    }

    /**
     * Starts, takes one request and ends, with whatever is missing from the environment made up: so that the JVM sees which
     * classes a start loads. Nothing of the outside is needed or notices, and whether it answers is all the same.
     */
    static void train(Map<String, String> environment) throws Exception {
        ServerSettings settings = ServerSettings.of(environment).forTraining();
        InstantSource clock = SystemTime.clock();
        try (Secrets secrets = new Secrets(settings.home().resolve(Secrets.FOLDER), environment, clock)) {
            Binder.References madeUp = new ProcessReferences(environment, secrets).orStandIns(missing -> {});
            train(PackagedFunction.rehearsal(settings.home(), madeUp, clock), settings);
        }
    }

    private static void train(PackagedFunction function, ServerSettings settings) throws Exception {
        try (FunctionServer server = new FunctionServer(function, settings)) {
            // a webhook listens on its own path only, which is known once its source is built
            String path = function.ready()
                    .thenApply(built -> function.endpoint().map(Endpoint::path).orElse("/"))
                    .completeOnTimeout("/", settings.limit().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + settings.host() + ":" + server.port() + path))
                    .header("Content-Type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/training\",\"type\":\"training\"}"))
                    .build();
            // the client of the JDK, for most sinks that speak HTTP use its classes
            int answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            LOG.log(System.Logger.Level.INFO, "trained; the request was answered {0}", answer);
        }
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

    private FunctionServer(PackagedFunction function, ServerSettings settings) throws Exception {
        this.function = function;
        this.drain = settings.drain();
        this.handler = new InvocationHandler(function, settings);
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
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
