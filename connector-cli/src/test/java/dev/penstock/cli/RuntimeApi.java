package dev.penstock.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The API of Lambda that a runtime asks for invocations and gives their answers to, on loopback. */
public final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";

    private final LinkedBlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Answer> started = new CompletableFuture<>();
    private final AtomicBoolean restored = new AtomicBoolean();
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private record Invocation(String id, String payload) {}

    /**
     * What the runtime says.
     *
     * @param error whether it is an error
     * @param body what it says
     */
    public record Answer(boolean error, String body) {}

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext(BASE, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes when the runtime first asks for an invocation, or says why it cannot start. */
    CompletableFuture<Answer> started() {
        return started;
    }

    /** Whether the runtime asked for its process to be made of a snapshot. */
    boolean restored() {
        return restored.get();
    }

    /** Invokes, and waits for the answer. */
    Answer invoke(String payload) throws Exception {
        String id = "request-" + number.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        answers.put(id, answer);
        waiting.add(new Invocation(id, payload));
        return answer.get(60, TimeUnit.SECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("invocation/next")) {
            started.complete(new Answer(false, ""));
            next(exchange);
            return;
        }
        if (path.equals("restore/next")) {
            restored.set(true); // the snapshot has been taken, and this process is made of it
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        if (path.equals("init/error")) {
            started.complete(new Answer(true, body));
        } else {
            String[] parts = path.split("/");
            CompletableFuture<Answer> answer = answers.get(parts[1]);
            if (answer != null) {
                answer.complete(new Answer(parts[2].equals("error"), body));
            }
        }
        byte[] accepted = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(202, accepted.length);
        exchange.getResponseBody().write(accepted);
        exchange.close();
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            Invocation invocation = waiting.take();
            byte[] payload = invocation.payload().getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json"); // without it the runtime's native part crashes
            headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(Duration.ofSeconds(30)).toEpochMilli()));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:test");
            exchange.sendResponseHeaders(200, payload.length);
            exchange.getResponseBody().write(payload);
            exchange.close();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
