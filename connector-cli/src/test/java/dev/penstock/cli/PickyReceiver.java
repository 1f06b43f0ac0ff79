package dev.penstock.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that takes events, but not those whose id begins with {@code bad}, and none once it knows the sender no more. */
final class PickyReceiver implements AutoCloseable {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Every request is answered 401. */
    volatile boolean refusing;

    PickyReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The ids of what it took. */
    List<String> taken() {
        return taken;
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String id = String.valueOf(exchange.getRequestHeaders().getFirst("ce-id"));
        int status = refusing ? 401 : id.startsWith("bad") ? 422 : 204;
        if (status == 204) {
            taken.add(id);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
