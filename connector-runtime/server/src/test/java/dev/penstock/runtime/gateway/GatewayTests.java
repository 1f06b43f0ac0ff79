package dev.penstock.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.runtime.EnvironmentProblem;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayTests {
    private static final HttpLimits LIMITS = HttpLimits.standard();

    @Test
    void handsTheRequestToTheHookOfItsPath() throws Exception {
        EchoHook one = new EchoHook("/hooks/one", 1000);
        EchoHook two = new EchoHook("/hooks/two", 1000);
        try (Gateway gateway = new Gateway(LIMITS, one, two)) {
            HttpResponse<String> reply = gateway.send(gateway.request("/hooks/two?a=b%20c")
                    .header("X-Hub-Signature", "sha1=1")
                    .header("X-Twice", "1")
                    .header("x-twice", "2")
                    .POST(BodyPublishers.ofString("{\"ü\": 1}"))
                    .build());

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("POST 9");
            assertThat(reply.headers().firstValue("Server")).isEmpty();
            WebhookRequest request = two.requests.remove();
            assertThat(request.path()).isEqualTo("/hooks/two");
            assertThat(request.query()).isEqualTo("a=b%20c");
            assertThat(request.header("x-hub-signature")).isEqualTo("sha1=1");
            assertThat(request.headers("X-Twice")).containsExactly("1", "2");
            assertThat(one.requests).isEmpty();
        }
    }

    @Test
    void answersAnUnknownPath404AndOneThatMayStillCome503() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS, new EchoHook("/hook", 1000))) {
            HttpResponse<String> reply = gateway.post("/hook/below", new byte[10]);
            assertThat(reply.statusCode()).isEqualTo(404);
            assertThat(reply.body()).startsWith("{\"error\":{\"code\":\"not-found\"");
            assertThat(gateway.send(gateway.request("/other").GET().build()).statusCode())
                    .isEqualTo(404);
            gateway.hooks.complete(false);
            HttpResponse<String> early = gateway.post("/other", new byte[10]);
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void letsProbesThroughAndRefusesOtherMethods() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS, new EchoHook("/hook", 1000))) {
            HttpRequest.Builder probe = gateway.request("/hook");
            assertThat(gateway.send(probe.method("OPTIONS", BodyPublishers.noBody())
                                    .build())
                            .body())
                    .isEqualTo("OPTIONS 0");
            assertThat(gateway.send(probe.GET().build()).body()).isEqualTo("GET 0");
            HttpResponse<String> put =
                    gateway.send(probe.PUT(BodyPublishers.ofString("x")).build());
            assertThat(put.statusCode()).isEqualTo(405);
            assertThat(put.headers().firstValue("Allow")).contains("POST, OPTIONS");
        }
    }

    @Test
    void refusesABodyThatIsLargerThanTheHookAllows() throws Exception {
        EchoHook hook = new EchoHook("/hook", 100_000);
        try (Gateway gateway = new Gateway(LIMITS, hook)) {
            assertThat(gateway.post("/hook", new byte[100_000]).statusCode()).isEqualTo(200);
            assertThat(gateway.post("/hook", new byte[100_001]).statusCode()).isEqualTo(413);
            byte[] huge = new byte[64 << 20];
            assertThat(gateway.post("/hook", huge).statusCode()).isEqualTo(413);
            HttpRequest chunked = gateway.request("/hook")
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(huge)))
                    .build();
            HttpResponse<String> reply = gateway.send(chunked);
            assertThat(reply.statusCode()).isEqualTo(413);
            assertThat(reply.body()).contains("\"too-large\"").contains("100000 bytes");
            assertThat(hook.requests).hasSize(1);
        }
    }

    @Test
    void readsChunkedBodiesThatComeInPieces() throws Exception {
        EchoHook hook = new EchoHook("/hook", 100_000);
        try (Gateway gateway = new Gateway(LIMITS, hook);
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
            Gateway.write(socket, "lo\r\n6\r\n world\r\n0\r\n\r\n");
            assertThat(Gateway.readUntil(socket, "POST 11")).startsWith("HTTP/1.1 200");
            assertThat(new String(hook.requests.remove().body(), StandardCharsets.UTF_8))
                    .isEqualTo("hello world");
        }
    }

    @Test
    void keepsConnectionsOpenAndTellsWhoAsksToContinue() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS, new EchoHook("/hook", 100));
                Socket socket = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
                assertThat(Gateway.readUntil(socket, "POST 2")).startsWith("HTTP/1.1 200");
            }
            String head = "POST /hook HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
            Gateway.write(socket, head + "2\r\n\r\n");
            assertThat(Gateway.readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
            Gateway.write(socket, "ab");
            assertThat(Gateway.readUntil(socket, "POST 2")).startsWith("HTTP/1.1 200");
            Gateway.write(socket, head + "101\r\n\r\n");
            assertThat(Gateway.readUntil(socket, "}}")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesAHeaderOf16KiBAndMore() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS, new EchoHook("/hook", 100));
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(17_000) + "\r\n\r\n");
            assertThat(Gateway.readUntil(socket, "}}"))
                    .startsWith("HTTP/1.1 431")
                    .contains("{\"error\":");
        }
    }

    @Test
    void answersNonsense400() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS, new EchoHook("/hook", 100));
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "\u0001\u0002\u0003 /hook\r\n\r\n");
            assertThat(Gateway.readUntil(socket, "}}"))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("jetty");
        }
    }

    @Test
    void repliesWhenTheHookIsDoneFromWhicheverThread() throws Exception {
        CompletableFuture<WebhookReply> later = new CompletableFuture<>();
        EchoHook hook = new EchoHook("/hook", 100, request -> later);
        try (Gateway gateway = new Gateway(LIMITS, hook);
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            hook.requests.take();
            later.complete(new WebhookReply(202, Map.of("X-Mine", "yes"), "{\"ok\":true}"));
            assertThat(Gateway.readUntil(socket, "}"))
                    .startsWith("HTTP/1.1 202")
                    .contains("X-Mine: yes")
                    .contains("Content-Type: application/json");
        }
    }

    @Test
    void answersAHookThatThrows500WithoutAStackTrace() throws Exception {
        EchoHook hook = new EchoHook("/hook", 100, request -> {
            throw new IllegalStateException("the password is 42");
        });
        try (Gateway gateway = new Gateway(LIMITS, hook)) {
            HttpResponse<String> reply = gateway.post("/hook", new byte[3]);
            assertThat(reply.statusCode()).isEqualTo(500);
            assertThat(reply.body()).doesNotContain("42").doesNotContain("Exception");
        }
    }

    @Test
    @Tag("I9")
    void servesTheOthersWhileOneHookHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        EchoHook hanging = new EchoHook("/hanging", 100, request -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(WebhookReply.of(200, ""));
        });
        try (Gateway gateway = new Gateway(LIMITS, hanging, new EchoHook("/good", 100))) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                Socket socket = gateway.connect();
                sockets.add(socket);
                Gateway.write(socket, "POST /hanging HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            }
            for (int i = 0; i < 100; i++) {
                hanging.requests.take();
            }
            assertThat(gateway.post("/hanging", new byte[3]).statusCode()).isEqualTo(503);
            assertThat(gateway.post("/good", new byte[3]).statusCode()).isEqualTo(200);
            release.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        try (Gateway gateway = new Gateway(LIMITS)) {
            ListenAddress taken = new ListenAddress("127.0.0.1", gateway.port());
            HttpListener again =
                    new HttpListener("webhooks", taken, null, new WebhooksHandler(new HookTable(), LIMITS));
            assertThatThrownBy(() -> HttpServer.start(LIMITS, List.of(again)))
                    .isInstanceOf(EnvironmentProblem.class)
                    .hasMessageContaining("cannot listen for webhooks: 127.0.0.1:" + gateway.port());
        }
    }
}
