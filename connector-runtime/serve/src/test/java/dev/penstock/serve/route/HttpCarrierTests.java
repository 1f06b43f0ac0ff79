package dev.penstock.serve.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.RawRequest;
import dev.penstock.serve.route.Carrier.Carried;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, against a real server. */
class HttpCarrierTests {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpCarrier carrier = HttpCarrier.start();
    private final Map<String, List<String>> headers = new ConcurrentHashMap<>();
    private byte[] received = new byte[0];
    private String uri = "";

    @AfterEach
    void close() {
        carrier.close();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        received = exchange.getRequestBody().readAllBytes();
        uri = exchange.getRequestURI().toString();
        headers.putAll(exchange.getRequestHeaders());
        exchange.getResponseHeaders().add("X-Twice", "1");
        exchange.getResponseHeaders().add("X-Twice", "2");
        exchange.getResponseHeaders().add("Keep-Alive", "timeout=5");
        exchange.sendResponseHeaders(200, received.length);
        exchange.getResponseBody().write(received);
        exchange.close();
    }

    private static RawRequest request(byte[] body, String... more) {
        List<Header> headers = IntStream.range(0, more.length / 2)
                .mapToObj(i -> new Header(more[2 * i], more[2 * i + 1]))
                .toList();
        return new RawRequest(
                new WebhookRequest("POST", "/hooks/a b", "x=%41&y", headers, body),
                headers,
                "203.0.113.7",
                "https",
                "hooks.example.org");
    }

    @Test
    void carriesEveryByteAndTheHeadersThatAreNotOfOneHop() throws Exception {
        byte[] body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        HttpServer server = server();
        try {
            Carried carried = carrier.carry(
                            request(
                                    body,
                                    "traceparent",
                                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                    "X-Forwarded-For",
                                    "198.51.100.1",
                                    "Connection",
                                    "close, X-Private",
                                    "X-Private",
                                    "1",
                                    "Content-Type",
                                    "application/x-test",
                                    "Content-Length",
                                    "999"),
                            server.getAddress().getPort(),
                            LIMIT)
                    .join();
            assertThat(HexFormat.of().formatHex(received))
                    .isEqualTo(HexFormat.of().formatHex(body));
            assertThat(uri).isEqualTo("/hooks/a%20b?x=%41&y");
            assertThat(headers)
                    .containsEntry("Traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                    .containsEntry("X-forwarded-for", List.of("198.51.100.1, 203.0.113.7"))
                    .containsEntry("X-forwarded-proto", List.of("https"))
                    .containsEntry("X-forwarded-host", List.of("hooks.example.org"))
                    .containsEntry("Content-type", List.of("application/x-test"))
                    .containsEntry("Content-length", List.of("256"))
                    .doesNotContainKeys("X-private", "Accept-encoding", "User-agent");
            Carried.Answered answered = (Carried.Answered) carried;
            assertThat(answered.taken()).isTrue();
            assertThat(answered.reply().status()).isEqualTo(200);
            assertThat(answered.reply().body()).isEqualTo(body);
            assertThat(answered.reply().headers())
                    .filteredOn(header -> header.name().equalsIgnoreCase("X-Twice"))
                    .extracting(Header::value)
                    .containsExactly("1", "2");
            assertThat(answered.reply().headers())
                    .noneMatch(header -> header.name().equalsIgnoreCase("Keep-Alive"))
                    .noneMatch(header -> header.name().equalsIgnoreCase("Content-Length"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void knowsThatNothingWasSentWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Carried.Failed failed = (Carried.Failed)
                carrier.carry(request(new byte[1]), port, LIMIT).join();
        assertThat(failed.sent()).isFalse();
        assertThat(failed.late()).isFalse();
    }

    @Test
    void knowsThatSomethingWasSentWhenTheConnectionBreaks() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var carried = carrier.carry(request(new byte[1]), server.getLocalPort(), LIMIT);
            try (var socket = server.accept()) {
                assertThat(socket.getInputStream().read()).isEqualTo('P');
            }
            Carried.Failed failed = (Carried.Failed) carried.join();
            assertThat(failed.sent()).isTrue();
            assertThat(failed.late()).isFalse();
        }
    }

    @Test
    void givesUpAtTheLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Carried.Failed failed =
                    (Carried.Failed) carrier.carry(request(new byte[1]), silent.getLocalPort(), Duration.ofMillis(200))
                            .join();
            assertThat(failed.late()).isTrue();
        }
    }

    @Test
    void seesThatARequestWasNotTaken() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add(HttpCarrier.NOT_TAKEN, "stopping");
            byte[] text = "stopping".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        try {
            Carried.Answered answered = (Carried.Answered)
                    carrier.carry(request(new byte[0]), server.getAddress().getPort(), LIMIT)
                            .join();
            assertThat(answered.taken()).isFalse();
            assertThat(answered.reply().headers())
                    .noneMatch(header -> header.name().equalsIgnoreCase(HttpCarrier.NOT_TAKEN));
        } finally {
            server.stop(0);
        }
    }
}
