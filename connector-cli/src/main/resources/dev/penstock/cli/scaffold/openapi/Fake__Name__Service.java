package __package__;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as the document describes {@code __operation__}, for the tests and for trying out: {@code java
 * src/test/java/__path__/Fake__Name__Service.java 8000} serves three items.
 */
// CHECK: the service itself. What it does otherwise, let the fake do as well, and the tests will tell what the connector lacks.
public final class Fake__Name__Service implements AutoCloseable {
    private static final String ITEM = __item__;
    private static final String ANSWER = __answer__;

    private final List<String> items = new ArrayList<>();
    private final String secret;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    /** Serves three items on that port until it is stopped. */
    public static void main(String... args) throws IOException {
        Fake__Name__Service service = new Fake__Name__Service(args.length == 0 ? 8000 : Integer.parseInt(args[0]), "");
        for (int number = 1; number <= 3; number++) {
            service.add(number, "item number " + number);
        }
        System.out.println("listening on " + service.url());
    }

    /** Listens on that port, 0 for any; wants that secret unless it is empty. */
    public Fake__Name__Service(int port, String secret) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or every answer would be 40 ms late
        this.port = port;
        this.secret = secret;
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

    /** Where the connector has to look. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Adds an item at the end of the list. */
    public synchronized void add(int number, String value) {
        items.add(ITEM.replace("@NUMBER@", Integer.toString(number))
                .replace("@UUID@", new UUID(0, number).toString())
                .replace("@VALUE@", escaped(value)));
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (char each : value.toCharArray()) {
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (each < ' ') {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/penstock-fake/token")) {
            boolean known = secret.isEmpty() || basic().equals(header(exchange, "Authorization"));
            send(exchange, known ? 200 : 401, "{\"access_token\":\"granted\",\"token_type\":\"bearer\"}");
        } else if (!path.matches(__pathPattern__)) {
            send(exchange, 404, "{}");
        } else {
            boolean known = secret.isEmpty() || __known__;
            send(exchange, known ? 200 : 401, known ? page(exchange) : "{}");
        }
    }

    private synchronized String page(HttpExchange exchange) {
        int limit = __limit__;
        int from = __from__;
        int to = Math.min(items.size(), from + limit);
        String page = from < to ? String.join(",", items.subList(from, to)) : "";
        String next = to < items.size() ? Integer.toString(to) : "";
__nextOfFake__        return ANSWER.replace("@NEXT@", next.isEmpty() ? "null" : "\"" + next + "\"").replace("@ITEMS@", page);
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(("tests:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static String parameter(HttpExchange exchange, String name, String otherwise) {
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (URLDecoder.decode(parts[0], StandardCharsets.UTF_8).equals(name) && parts.length == 2) {
                return URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            }
        }
        return otherwise;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
