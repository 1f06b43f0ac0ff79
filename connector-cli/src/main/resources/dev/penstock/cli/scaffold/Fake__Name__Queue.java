package __package__;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A queue that is reached by HTTP, for the tests and for trying out: {@code java src/test/java/__path__/Fake__Name__Queue.java
 * 8000} offers three messages.
 */
public final class Fake__Name__Queue implements AutoCloseable {
    private static final long HIDDEN = 5_000_000_000L;

    private final List<Message> messages = new ArrayList<>();
    private final String token;
    private int port;
    private int number;
    private HttpServer server;
    private ExecutorService threads;

    /** A message, and from when on it is handed out. */
    private static final class Message {
        final String id;
        final String body;
        String receipt = "";
        long visibleAt = System.nanoTime();

        Message(String id, String body) {
            this.id = id;
            this.body = body;
        }
    }

    /** Offers three messages on that port until it is stopped. */
    public static void main(String... args) throws IOException {
        Fake__Name__Queue queue = new Fake__Name__Queue(args.length == 0 ? 8000 : Integer.parseInt(args[0]), "");
        for (int i = 1; i <= 3; i++) {
            queue.add("{\"text\":\"message number " + i + "\"}");
        }
        System.out.println("listening on " + queue.url());
    }

    /** Listens on that port, 0 for any; wants that bearer token unless it is empty. */
    public Fake__Name__Queue(int port, String token) throws IOException {
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

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/queue");
    }

    /** Adds a message. */
    public synchronized void add(String json) {
        messages.add(new Message("message-" + ++number, json));
        notifyAll();
    }

    private synchronized String take(int max, long wait) throws InterruptedException {
        long end = System.nanoTime() + wait * 1_000_000;
        StringBuilder found = new StringBuilder();
        while (true) {
            int count = 0;
            for (Message message : messages) {
                if (count < max && message.visibleAt - System.nanoTime() <= 0) {
                    message.receipt = "receipt-" + ++number;
                    message.visibleAt = System.nanoTime() + HIDDEN;
                    found.append(count++ == 0 ? "" : ",")
                            .append("{\"receipt\":\"" + message.receipt + "\",\"id\":\"" + message.id + "\",\"body\":"
                                    + message.body + "}");
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (count > 0 || left <= 0) {
                return "[" + found + "]";
            }
            wait(Math.min(left, 50)); // a message may become visible again
        }
    }

    private synchronized boolean forget(String receipt) {
        return messages.removeIf(message -> message.receipt.equals(receipt));
    }

    private synchronized boolean release(String receipt, long delay) {
        for (Message message : messages) {
            if (message.receipt.equals(receipt)) {
                message.receipt = "";
                message.visibleAt = System.nanoTime() + delay * 1_000_000;
                notifyAll();
                return true;
            }
        }
        return false;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String query = String.valueOf(uri.getQuery());
            String receipt = uri.getPath().replaceFirst("^/queue/?", "").replaceFirst("/release$", "");
            int status = 200;
            String body = "";
            if (!token.isEmpty()
                    && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                status = 401;
            } else if (exchange.getRequestMethod().equals("GET")) {
                body = take(
                        Integer.parseInt(query.replaceAll("max=(\\d+).*", "$1")),
                        Long.parseLong(query.replaceAll(".*wait=", "")));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                status = forget(receipt) ? 200 : 404;
            } else {
                status = release(receipt, Long.parseLong(query.replaceAll("delay=", ""))) ? 200 : 404;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
