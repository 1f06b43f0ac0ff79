package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayIT {
    @Test
    void deadLettersAreDeliveredAgainAndThenGone(@TempDir Path folder) throws Exception {
        AtomicInteger answer = new AtomicInteger(422);
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            String pipeline = folder.resolve("post.yaml").toString();
            String data = folder.resolve("data").toString();
            Files.writeString(folder.resolve("in.txt"), "a\nb\n");
            Files.writeString(
                    Path.of(pipeline),
                    """
                    source: { connector: file, config: { path: "%s", format: lines, type: line } }
                    sink: { connector: http, config: { url: "http://127.0.0.1:%d/", mode: data } }
                    """
                            .formatted(
                                    folder.resolve("in.txt"),
                                    server.getAddress().getPort()));
            RealProcess run =
                    RealProcess.toTheEnd(folder, "run", pipeline, "--drain", "--no-admin", "--data-dir", data);
            assertThat(run.out()).as(run.err()).contains("2 dead letters");

            RealProcess still = RealProcess.toTheEnd(folder, "dead-letters", "replay", pipeline, "--data-dir", data);
            assertThat(still.exitCode()).as(still.err()).isEqualTo(1);
            assertThat(still.out()).contains("delivered 0, failed again 2");

            answer.set(204);
            received.clear();
            String first = CommandRun.of("dead-letters", "list", "--data-dir", data)
                    .out()
                    .lines()
                    .toList()
                    .get(1)
                    .split(" ", 2)[0];
            RealProcess one = RealProcess.toTheEnd(
                    folder, "dead-letters", "replay", pipeline, "--number", first, "--data-dir", data);
            assertThat(one.out()).as(one.err()).contains("delivered 1, failed again 0");
            assertThat(received).containsExactly("a");
            RealProcess rest = RealProcess.toTheEnd(folder, "dead-letters", "replay", pipeline, "--data-dir", data);
            assertThat(rest.exitCode()).as(rest.err()).isZero();
            assertThat(received).containsExactly("a", "b");
            assertThat(CommandRun.of("dead-letters", "list", "--data-dir", data)
                            .out()
                            .lines())
                    .hasSize(1);
        } finally {
            server.stop(0);
        }
    }
}
