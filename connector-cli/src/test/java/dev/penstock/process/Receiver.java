package dev.penstock.process;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that takes everything and keeps it, in the order of arrival. */
public final class Receiver implements AutoCloseable {
    private final List<Arrived> arrived = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** A request that arrived. */
    public static final class Arrived {
        private final Headers headers;
        private final byte[] body;

        private Arrived(Headers headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        public byte[] body() {
            return body;
        }

        public String header(String name) {
            String value = headers.getFirst(name);
            if (value == null) {
                throw new AssertionError("no " + name + " in " + headers);
            }
            return value;
        }
    }

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The sink of a pipeline that sends here, in binary mode. */
    public String sink() {
        return "connector: http\nconfig: { url: \"" + address() + "\" }\n";
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        synchronized (arrived) {
            arrived.add(new Arrived(exchange.getRequestHeaders(), body));
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    public List<Arrived> arrived() {
        synchronized (arrived) {
            return List.copyOf(arrived);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
