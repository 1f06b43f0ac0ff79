package dev.penstock.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Appends lines to a file, evenly over some time, so that faults find events under way. */
final class EditWriter implements AutoCloseable {
    private static final int STEPS = 200;

    private final Thread thread;

    EditWriter(Path file, List<String> lines, Duration over) {
        thread = new Thread(() -> write(file, lines, over), "edit-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(Path file, List<String> lines, Duration over) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int step = 0; step < STEPS && !Thread.currentThread().isInterrupted(); step++) {
                int from = lines.size() * step / STEPS;
                int to = lines.size() * (step + 1) / STEPS;
                String part = String.join("\n", lines.subList(from, to)) + "\n";
                out.write(part.getBytes(StandardCharsets.UTF_8));
                LockSupport.parkNanos(over.toNanos() / STEPS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean writing() {
        return thread.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(30_000);
    }
}
