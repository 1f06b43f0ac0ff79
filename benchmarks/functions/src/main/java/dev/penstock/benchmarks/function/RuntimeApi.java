package dev.penstock.benchmarks.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The API of Lambda towards one process, which is given one invocation. Tells when it was answered. An error of the process
 * fails whoever waits.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";

    private final byte[] payload;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<Long> asked = new CompletableFuture<>();
    private final CompletableFuture<Long> answered = new CompletableFuture<>();
    private final HttpServer server;

    RuntimeApi(byte[] payload) throws IOException {
        this.payload = payload.clone();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(BASE, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** When the process first asked for an invocation, as {@link System#nanoTime} counts. */
    long asked() throws Exception {
        return asked.get(60, TimeUnit.SECONDS);
    }

    /** When it had answered. */
    long answered() throws Exception {
        return answered.get(60, TimeUnit.SECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("invocation/next")) {
            if (asked.complete(System.nanoTime())) {
                invoke(exchange);
            }
            return; // the second one is never answered: the process waits, and is stopped
        }
        if (path.endsWith("error")) {
            IllegalStateException failure = new IllegalStateException(path + " " + new String(body, UTF_8));
            asked.completeExceptionally(failure);
            answered.completeExceptionally(failure);
        } else {
            answered.complete(System.nanoTime());
        }
        byte[] accepted = "{\"status\":\"OK\"}".getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(202, accepted.length);
        exchange.getResponseBody().write(accepted);
        exchange.close();
    }

    private void invoke(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json"); // without it the runtime's native part crashes
        headers.set("Lambda-Runtime-Aws-Request-Id", "measured");
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(Duration.ofSeconds(30)).toEpochMilli()));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:measured");
        exchange.sendResponseHeaders(200, payload.length);
        exchange.getResponseBody().write(payload);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
