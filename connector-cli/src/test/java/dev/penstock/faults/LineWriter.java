package dev.penstock.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Appends lines to a file in bursts that end in the middle of a line. */
final class LineWriter implements AutoCloseable {
    private static final int KEYS = 10;

    private final Set<String> written = new HashSet<>();
    private final Thread thread;
    private final Path file;
    private final int perBurst;
    private volatile boolean stopped;

    LineWriter(Path file, int perBurst) {
        this.file = file;
        this.perBurst = perBurst;
        thread = new Thread(this::write, "line-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        Random random = new Random(3);
        int[] sequences = new int[KEYS];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            String rest = "";
            while (!stopped || !rest.isEmpty()) {
                StringBuilder burst = new StringBuilder(rest);
                for (int i = 0; i < perBurst && !stopped; i++) {
                    int key = random.nextInt(KEYS);
                    String id = Arrivals.id(key, sequences[key]++);
                    written.add(id);
                    burst.append("{\"id\":\"")
                            .append(id)
                            .append("\",\"key\":\"")
                            .append(key)
                            .append("\"}\n");
                }
                int cut = stopped ? burst.length() : burst.length() - random.nextInt(Math.min(20, burst.length()));
                out.write(burst.substring(0, cut).getBytes(StandardCharsets.UTF_8));
                rest = burst.substring(cut);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Ends the last line; everything that was ever written. */
    Set<String> finish() throws InterruptedException {
        close();
        return written;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(30_000);
    }
}
