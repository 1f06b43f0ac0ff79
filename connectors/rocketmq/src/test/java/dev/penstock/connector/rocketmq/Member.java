package dev.penstock.connector.rocketmq;

import dev.penstock.api.Delivery;
import dev.penstock.api.ReceiveRequest;
import dev.penstock.api.Settlement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A member of a group in a process of its own, which can be killed. It settles half of what it gets. */
final class Member implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    Member(String address, String topic, String group, String consume, String ordered) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Member.class.getName(),
                            address,
                            topic,
                            group,
                            consume,
                            ordered)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Waits until it has settled something and holds something. */
    void awaitWork() {
        String line = Broker.get(lines::readLine);
        if (line == null) {
            throw new IllegalStateException("the member ended before it had read anything");
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly();
        Broker.get(process::waitFor);
    }

    /** Reads until it is killed. */
    public static void main(String[] arguments) throws Exception {
        endWithParent();
        RocketmqSource source = Broker.source(
                arguments[0],
                arguments[1],
                arguments[2],
                Map.of("consume", arguments[3], "ordered", arguments[4]),
                InstantSource.system());
        int count = 0;
        while (true) {
            List<Delivery> taken = source.receive(new ReceiveRequest(10, 1 << 20, Receiving.deadline(1)));
            int half = taken.size() / 2;
            source.settle(
                    taken.subList(0, half).stream()
                            .map(each -> Settlement.acknowledge(each.receipt()))
                            .toList(),
                    Receiving.deadline(60));
            count += half;
            if (count > 0) {
                System.out.println(count);
            }
        }
    }

    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            Broker.get(System.in::read);
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
