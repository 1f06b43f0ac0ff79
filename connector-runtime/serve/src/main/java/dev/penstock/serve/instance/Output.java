package dev.penstock.serve.instance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what an instance prints, so that it never waits for a reader: passes it on line by line, finds the port in it, and keeps the last
 * lines.
 */
final class Output {
    private static final Pattern LISTENS = Pattern.compile("penstock function listens on port (\\d{1,5})");
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int KEPT = 5;

    private final Process process;
    private final String label;
    private final BiConsumer<String, String> lines;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Deque<String> last = new ArrayDeque<>();

    Output(Process process, String label, BiConsumer<String, String> lines) {
        this.process = process;
        this.label = label;
        this.lines = lines;
    }

    void start() {
        Thread thread = new Thread(this::read, "penstock-output " + label);
        thread.setDaemon(true);
        thread.start();
    }

    CompletableFuture<Integer> port() {
        return port;
    }

    /** Completes when all was read; a second after the process at the latest, for a child of it may keep the stream open. */
    CompletableFuture<Boolean> ended() {
        return process.onExit().thenCompose(gone -> ended.copy().completeOnTimeout(true, 1, TimeUnit.SECONDS));
    }

    String lastWords() {
        synchronized (last) {
            return String.join(" | ", last);
        }
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n' || line.size() >= LONGEST_LINE) {
                    take(line);
                }
                if (next != '\n') {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                take(line);
            }
        } catch (IOException closed) {
            // the process is gone, and what it had to say is read
        } finally {
            ended.complete(true);
        }
    }

    private void take(ByteArrayOutputStream bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        bytes.reset();
        Matcher listens = LISTENS.matcher(line);
        if (!port.isDone() && listens.matches()) {
            port.complete(Integer.parseInt(listens.group(1)));
            return;
        }
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        lines.accept(label, line);
    }
}
