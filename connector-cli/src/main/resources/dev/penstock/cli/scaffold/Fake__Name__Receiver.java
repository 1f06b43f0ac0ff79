package __package__;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that takes events, for the tests and for trying out: {@code java
 * src/test/java/__path__/Fake__Name__Receiver.java 8000} prints what is posted.
 */
public final class Fake__Name__Receiver implements AutoCloseable {
    private final List<byte[]> taken = new CopyOnWriteArrayList<>();
    private final String token;
    private boolean printing;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    /** Prints what is posted on that port until it is stopped. */
    public static void main(String... args) throws IOException {
        Fake__Name__Receiver receiver = new Fake__Name__Receiver(args.length == 0 ? 8000 : Integer.parseInt(args[0]), "");
        receiver.printing = true;
        System.out.println("listening on " + receiver.url());
    }

    /** Listens on that port, 0 for any; wants that bearer token unless it is empty. */
    public Fake__Name__Receiver(int port, String token) throws IOException {
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

    /** Where it takes events. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/events");
    }

    /** The bodies that were taken, in order. */
    public List<byte[]> taken() {
        return taken;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            int status = 204;
            if (!token.isEmpty()
                    && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                status = 401;
            } else if (text.contains("please-refuse")) {
                status = 422;
            } else {
                taken.add(body);
            }
            if (printing) {
                System.out.println(status + " " + text);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
