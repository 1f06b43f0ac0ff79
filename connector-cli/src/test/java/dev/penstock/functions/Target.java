package dev.penstock.functions;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What a function delivers to: answers as it is told. */
final class Target implements AutoCloseable {
    private final List<Arrived> taken = new CopyOnWriteArrayList<>();
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 204;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** A request. */
    static final class Arrived {
        private final Headers headers;
        private final byte[] body;

        private Arrived(Headers headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        /** The id of the event in it. */
        String id() {
            return Objects.requireNonNull(header("ce-id"));
        }

        /** Null when it is not there. */
        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }

        byte[] body() {
            return body;
        }
    }

    Target() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void answer(int with) {
        status = with;
    }

    /** Requests wait until it is opened. */
    CountDownLatch hold(CountDownLatch until) {
        gate = until;
        return until;
    }

    /** Those that were answered with success. */
    List<Arrived> taken() {
        return taken;
    }

    /** All that came. */
    List<Arrived> arrived() {
        return arrived;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Arrived request = new Arrived(
                exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
        arrived.add(request);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int answer = status;
        if (answer / 100 == 2) {
            taken.add(request);
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
