package dev.penstock.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP receiver that answers 500, 429, late, or not at all, sometimes after it has taken the event. */
final class FlakyReceiver implements AutoCloseable {
    final Arrivals arrivals = new Arrivals();
    private final AtomicInteger takenAndDenied = new AtomicInteger();
    private final Random random = new Random(11);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Of a thousand requests so many fail in some way. */
    volatile int faults;

    FlakyReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many events it took and then did not say so: each of them comes again by its own fault. */
    int takenAndDenied() {
        return takenAndDenied.get();
    }

    private int draw(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String id = exchange.getRequestHeaders().getFirst("ce-id");
        boolean fault = draw(1000) < faults;
        boolean take = !fault || draw(4) == 0;
        if (take) {
            arrivals.add(id);
        }
        if (!fault) {
            answer(exchange, 204);
            return;
        }
        if (take) {
            takenAndDenied.incrementAndGet();
        }
        switch (draw(8)) {
            case 0 -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                answer(exchange, 429);
            }
            case 1 -> {
                hang();
                answer(exchange, 204);
            }
            case 2, 3 -> throw new IOException("reset on purpose");
            default -> answer(exchange, 500);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Longer than the sender waits. */
    private void hang() {
        try {
            closed.await(1500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
