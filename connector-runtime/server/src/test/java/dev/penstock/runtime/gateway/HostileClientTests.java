package dev.penstock.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookReply;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostileClientTests {
    @Test
    void answersABodyThatComesTooSlowly408() throws Exception {
        EchoHook hook = new EchoHook("/hook", 100_000);
        try (Gateway gateway = new Gateway(Gateway.IMPATIENT, hook);
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
            String answer = Gateway.readUntil(socket, "}}");
            assertThat(answer).startsWith("HTTP/1.1 408").contains("too-slow");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(hook.requests).isEmpty();
        }
    }

    @Test
    void cutsOffAHeaderThatNeverEnds() throws Exception {
        try (Gateway gateway = new Gateway(Gateway.IMPATIENT, new EchoHook("/hook", 100));
                Socket socket = gateway.connect()) {
            Gateway.write(socket, "POST /hook HTTP/1.1\r\nHost: x\r\n");
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
                try {
                    Gateway.write(socket, "X: y\r\n");
                    return false;
                } catch (SocketException e) {
                    return true;
                }
            });
        }
    }

    @Test
    void leavesAKeptConnectionAloneBetweenRequests() throws Exception {
        try (Gateway gateway = new Gateway(Gateway.IMPATIENT, new EchoHook("/hook", 100));
                Socket quiet = gateway.connect();
                Socket slow = gateway.connect()) {
            Gateway.write(quiet, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            Gateway.readUntil(quiet, "POST 2");
            Gateway.write(slow, "POST /hook HTTP/1.1\r\n");
            assertThat(slow.getInputStream().read()).isEqualTo(-1); // 2 s later: the sweep has been here
            Gateway.write(quiet, "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            assertThat(Gateway.readUntil(quiet, "POST 2")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    @Tag("I6")
    void answers503WhileTooManyBytesAreUnderWayAndRecovers() throws Exception {
        List<CompletableFuture<WebhookReply>> replies = new ArrayList<>();
        EchoHook hook = new EchoHook("/hook", 400_000, request -> {
            CompletableFuture<WebhookReply> reply = new CompletableFuture<>();
            synchronized (replies) {
                replies.add(reply);
            }
            return reply;
        });
        try (Gateway gateway = new Gateway(Gateway.IMPATIENT, hook, new EchoHook("/small", 400_000))) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return gateway.post("/hook", new byte[300_000]);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
                hook.requests.take();
            }
            HttpResponse<String> refused = gateway.post("/small", new byte[300_000]);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            synchronized (replies) {
                replies.forEach(reply -> reply.complete(WebhookReply.of(204, "")));
            }
            for (CompletableFuture<HttpResponse<String>> reply : waiting) {
                assertThat(reply.get().statusCode()).isEqualTo(204);
            }
            Awaitility.await()
                    .until(() -> gateway.post("/small", new byte[300_000]).statusCode() == 200);
        }
    }

    @Test
    void survivesClientsThatGoAwayInTheMiddle() throws Exception {
        EchoHook hook = new EchoHook("/hook", 900_000);
        try (Gateway gateway = new Gateway(Gateway.IMPATIENT, hook)) {
            for (int i = 0; i < 50; i++) {
                try (Socket socket = gateway.connect()) {
                    Gateway.write(
                            socket,
                            "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + "z".repeat(60_000));
                    socket.setSoLinger(true, 0);
                }
            }
            // what they had taken of the budget is given back
            Awaitility.await()
                    .until(() -> gateway.post("/hook", new byte[900_000]).statusCode() == 200);
        }
    }
}
