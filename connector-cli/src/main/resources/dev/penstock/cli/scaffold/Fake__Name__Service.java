package __package__;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that lists items by a cursor, for the tests and for trying out: {@code java
 * src/test/java/__path__/Fake__Name__Service.java 8000} serves three items.
 */
public final class Fake__Name__Service implements AutoCloseable {
    private final Map<String, String> items = new LinkedHashMap<>();
    private final String token;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    /** Serves three items on that port until it is stopped. */
    public static void main(String... args) throws IOException {
        Fake__Name__Service service = new Fake__Name__Service(args.length == 0 ? 8000 : Integer.parseInt(args[0]), "");
        for (int id = 1; id <= 3; id++) {
            service.add("" + id, "{\"id\":" + id + ",\"text\":\"item number " + id + "\"}");
        }
        System.out.println("listening on " + service.url());
    }

    /** Listens on that port, 0 for any; wants that bearer token unless it is empty. */
    public Fake__Name__Service(int port, String token) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or every answer would be 40 ms late
        this.port = port;
        this.token = token;
        open();
    }

    /** Listens (again), on the port it had. */
    public void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = server.getAddress().getPort();
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it lists its items. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/items");
    }

    /** Adds an item at the end of the list. */
    public synchronized void add(String id, String json) {
        items.put(id, json);
    }

    private synchronized String page(String after, int limit) {
        StringBuilder page = new StringBuilder();
        boolean behind = after.isEmpty();
        int count = 0;
        for (Map.Entry<String, String> item : items.entrySet()) {
            if (behind && count < limit) {
                page.append(count++ == 0 ? "" : ",").append(item.getValue());
            }
            behind |= item.getKey().equals(after);
        }
        return "[" + page + "]";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        boolean known = token.isEmpty()
                || ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = !known || query == null
                ? new byte[0]
                : page(query.replaceAll(".*after=([^&]*).*", "$1"), Integer.parseInt(query.replaceAll(".*limit=", "")))
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(!known ? 401 : query == null ? 400 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
