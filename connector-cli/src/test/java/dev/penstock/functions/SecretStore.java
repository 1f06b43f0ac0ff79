package dev.penstock.functions;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stand-in of AWS Secrets Manager that knows the secret {@code app/sink}, whose {@code token} is {@link #TOKEN}. */
final class SecretStore implements AutoCloseable {
    static final String TOKEN = "sw0rdfish-token";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SecretStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The environment of a process that is to ask here. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "test-key",
                "AWS_SECRET_ACCESS_KEY",
                "test-secret",
                "PENSTOCK_SECRETS_TIMEOUT",
                "50");
    }

    /** The names that were asked for. */
    List<String> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String name = String.valueOf(
                JSON.std.mapFrom(exchange.getRequestBody().readAllBytes()).get("SecretId"));
        asked.add(name);
        boolean known = name.equals("app/sink");
        byte[] body = JSON.std.asBytes(
                known
                        ? Map.of("Name", name, "SecretString", "{\"token\":\"" + TOKEN + "\"}")
                        : Map.of("__type", "ResourceNotFoundException", "Message", "can't find it"));
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(known ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
