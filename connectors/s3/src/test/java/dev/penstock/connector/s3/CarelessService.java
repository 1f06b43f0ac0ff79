package dev.penstock.connector.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Services that keep objects and get conditions wrong, as some do. */
final class CarelessService implements AutoCloseable {
    /** How. */
    enum Fault {
        /** Writes whatever the condition is. */
        IGNORES_CONDITIONS,
        /** Looks at the condition, and then writes, and others may come in between. */
        LOOKS_THEN_WRITES,
        /** Gives objects no ETag. */
        NO_ETAG
    }

    private final Fault fault;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final CyclicBarrier together = new CyclicBarrier(2);

    CarelessService(Fault fault) throws IOException {
        this.fault = fault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String object = exchange.getRequestURI().getPath();
            int status =
                    switch (exchange.getRequestMethod()) {
                        case "PUT" -> put(object, exchange);
                        case "DELETE" -> 204;
                        default -> 404;
                    };
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int put(String object, HttpExchange exchange) {
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        String absent = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (fault == Fault.LOOKS_THEN_WRITES) {
            if (!holds(object, wanted, absent)) {
                return 412;
            }
            if (wanted != null) {
                meetAnother();
            }
        }
        String etag = "\"" + number.incrementAndGet() + "\"";
        etags.put(object, etag);
        if (fault != Fault.NO_ETAG) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
        return 200;
    }

    private boolean holds(String object, @Nullable String wanted, @Nullable String absent) {
        String stands = etags.get(object);
        return absent == null ? Objects.equals(stands, wanted) : stands == null;
    }

    private void meetAnother() {
        try {
            together.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            // Nobody else came.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
