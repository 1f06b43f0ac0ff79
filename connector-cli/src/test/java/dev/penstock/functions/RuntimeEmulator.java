package dev.penstock.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The three calls of FunctionGraph's custom runtime, on the loopback device. */
final class RuntimeEmulator implements AutoCloseable {
    private static final String BASE = "/v1/runtime/invocation/";

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private static final class Invocation {
        private final String id;
        private final byte[] payload;

        Invocation(String id, byte[] payload) {
            this.id = id;
            this.payload = payload;
        }
    }

    /** What the function said. */
    record Answer(boolean failed, String body) {}

    RuntimeEmulator() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext(BASE + "request", this::next);
        server.createContext(BASE + "response/", exchange -> answered(exchange, "response/", false));
        server.createContext(BASE + "error/", exchange -> answered(exchange, "error/", true));
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Opens when the function asks for its first invocation. */
    CountDownLatch asked() {
        return asked;
    }

    CompletableFuture<Answer> invoke(byte[] payload) {
        return invoke("request-" + number.incrementAndGet(), payload);
    }

    CompletableFuture<Answer> invoke(String id, byte[] payload) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        answers.put(id, answer);
        waiting.add(new Invocation(id, payload));
        return answer.orTimeout(60, TimeUnit.SECONDS);
    }

    private void next(HttpExchange exchange) throws IOException {
        asked.countDown();
        try (exchange) {
            Invocation invocation = waiting.take();
            exchange.getResponseHeaders().set("X-CFF-Request-Id", invocation.id);
            exchange.sendResponseHeaders(200, invocation.payload.length == 0 ? -1 : invocation.payload.length);
            exchange.getResponseBody().write(invocation.payload);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered(HttpExchange exchange, String call, boolean failed) throws IOException {
        try (exchange) {
            String id = exchange.getRequestURI().getPath().substring((BASE + call).length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
            CompletableFuture<Answer> answer = answers.get(id);
            if (answer != null) {
                answer.complete(new Answer(failed, body));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
