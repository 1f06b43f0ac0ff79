package dev.penstock.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What every sink of a comparison delivers to: keeps each request whole, by the path that it came to. */
final class Recorder implements AutoCloseable {
    /**
     * Not compared: they are about the connection, and a client may reuse one or not.
     */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "host");

    private final Map<String, List<Request>> requests = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** A request: every header, its name in lower case, and the bytes of the body. */
    static final class Request {
        private final SortedMap<String, List<String>> headers = new TreeMap<>();
        private final byte[] body;

        private Request(HttpExchange exchange) throws IOException {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers.keySet().removeAll(OF_THE_CONNECTION);
            body = exchange.getRequestBody().readAllBytes();
        }

        SortedMap<String, List<String>> headers() {
            return headers;
        }

        /** The only value of a header. */
        String header(String name) {
            List<String> values = Objects.requireNonNull(headers.get(name), name);
            return String.join("|", values);
        }

        byte[] body() {
            return body;
        }

        /** What is compared, to the byte. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Request request
                    && headers.equals(request.headers)
                    && Arrays.equals(body, request.body);
        }

        @Override
        public int hashCode() {
            return headers.hashCode();
        }

        @Override
        public String toString() {
            return headers + " and " + body.length + " bytes";
        }
    }

    Recorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where requests of that name go to. */
    String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** Those that came there, in the order of their arrival. */
    List<Request> requests(String name) {
        List<Request> came = requests.getOrDefault("/" + name, List.of());
        synchronized (came) {
            return List.copyOf(came);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange);
        List<Request> came = requests.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new ArrayList<>());
        synchronized (came) {
            came.add(request);
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
