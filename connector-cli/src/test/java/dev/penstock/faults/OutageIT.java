package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds the process fails: the receiver is away, the disk is full, the data directory cannot be written. */
class OutageIT {
    private static final String LINE = "0123456789012345678901234567890123456789\n";
    private static final int IN_FLIGHT = 10_000; // as many events as are under way at once by default

    @TempDir
    Path directory;

    @Test
    @Tag("I3")
    @Tag("I6")
    void aReceiverThatIsDownForAMinuteCostsNeitherEventsNorMemory() throws Exception {
        Path input = directory.resolve("input.ndjson");
        int port = KillIT.freePort();
        try (LineWriter writer = new LineWriter(input, 20)) {
            Path pipeline = pipeline(
                    """
                    source:
                      connector: file
                      config: { path: %s, format: json, id: { pointer: /id }, partition-key: { pointer: /key }, interval: 50ms }
                    sink:
                      connector: http
                      config: { url: "http://127.0.0.1:%d/", timeout: 1s }
                    """
                            .formatted(input, port));
            try (PenstockProcess process = run(List.of(), pipeline)) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
                long early = process.residentBytes();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(50));
                long late = process.residentBytes();
                System.out.printf("receiver down: %d MB after 10 s, %d MB after 60 s%n", early >> 20, late >> 20);
                assertThat(late).isLessThan(early + (64L << 20));
                try (FlakyReceiver receiver = new FlakyReceiver(port)) {
                    Set<String> written = writer.finish();
                    await().atMost(Duration.ofMinutes(3)).until(() -> receiver.arrivals.containsAll(written));
                    assertThat(process.terminate()).isZero();
                    receiver.arrivals.lack(written);
                    receiver.arrivals.keepOrder();
                    assertThat(receiver.arrivals.repeated()).isZero();
                }
            }
        }
    }

    @Test
    @Tag("I1")
    void aFullDiskStopsClearlyAndAcknowledgesNothingThatIsNotStored() throws Exception {
        Path input = directory.resolve("input.txt");
        Files.writeString(input, LINE.repeat(400_000));
        Path output = directory.resolve("output.txt");
        Path pipeline = pipeline(
                """
                source: { connector: file, config: { path: %s, interval: 50ms } }
                sink: { connector: file, config: { path: %s, format: data } }
                """
                        .formatted(input, output));
        // The largest file that the process may write: 6000 blocks of 1 KiB or 512 bytes, less than the input.
        List<String> limited = List.of("sh", "-c", "ulimit -f 6000; exec \"$@\"", "sh");
        try (PenstockProcess process = run(limited, pipeline)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> process.errors().contains("output.txt"));
            assertThat(process.isAlive()).isTrue();
            process.kill();
        }
        String kept = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(kept).isNotEmpty().endsWith("\n");

        try (PenstockProcess process = run(List.of(), pipeline)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(output) >= Files.size(input));
            assertThat(process.terminate()).isZero();
        }
        String all = Files.readString(output, StandardCharsets.UTF_8);
        long lines = all.length() / LINE.length();
        assertThat(all.equals(LINE.repeat((int) lines))).as("whole lines only").isTrue();
        // what was written and not yet remembered when it was killed comes again: I8
        assertThat(lines).isBetween(400_000L, 400_000L + IN_FLIGHT);
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsTheEnvironmentsFault() throws Exception {
        Path blocked = Files.writeString(directory.resolve("occupied"), "a file, not a directory");
        Path pipeline = pipeline(
                """
                source: { connector: generator, config: { count: 1 } }
                sink: { connector: log }
                """);
        try (PenstockProcess process = PenstockProcess.start(
                directory,
                "run",
                pipeline.toString(),
                "--data-dir",
                blocked.resolve("data").toString(),
                "--admin",
                "127.0.0.1:0")) {
            assertThat(process.exitCode()).isEqualTo(3);
            assertThat(process.errors()).contains("occupied").doesNotContain("\tat ");
        }
    }

    @Test
    void aSecondProcessOnTheSameDataDirectoryIsRefused() throws Exception {
        Path pipeline = pipeline(
                """
                source: { connector: generator, config: { rate: 1 } }
                sink: { connector: log }
                """);
        try (PenstockProcess first = run(List.of(), pipeline);
                PenstockProcess second = start(List.of(), pipeline)) {
            assertThat(second.exitCode()).isEqualTo(3);
            assertThat(second.errors()).contains(directory.resolve("data").toString());
            assertThat(first.terminate()).isZero();
        }
    }

    private Path pipeline(String yaml) throws Exception {
        return Files.writeString(directory.resolve("pipeline.yaml"), yaml);
    }

    private PenstockProcess run(List<String> before, Path pipeline) throws Exception {
        return start(before, pipeline).ready();
    }

    private PenstockProcess start(List<String> before, Path pipeline) throws Exception {
        return PenstockProcess.start(
                directory,
                before,
                "run",
                pipeline.toString(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--http",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0");
    }
}
