package dev.penstock.runtime.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A gateway on a free port, and ways to talk to it. */
final class Gateway implements AutoCloseable {
    static final HttpLimits IMPATIENT = new HttpLimits(
            1_000,
            1 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            1_024);

    final HookTable hooks = new HookTable();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Gateway(HttpLimits limits, Hook... all) {
        for (Hook hook : all) {
            hooks.put(hook);
        }
        hooks.complete(true);
        server = HttpServer.start(
                limits,
                List.of(new HttpListener(
                        "webhooks", ListenAddress.parse("127.0.0.1:0"), null, new WebhooksHandler(hooks, limits))));
    }

    int port() {
        return server.port(0);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** What comes until the text ends with the given one, or the other side closes. */
    static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        int next = in.read();
        while (next >= 0) {
            text.append((char) next);
            if (text.toString().endsWith(end)) {
                break;
            }
            next = in.read();
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
