package dev.penstock.benchmarks.function;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that listens on {@code PORT}, from its start to its first answer.
 *
 * @param name what is measured
 * @param folder where it runs
 * @param options options of the JVM, and what is to be run
 */
record ColdServer(String name, Path folder, List<String> options) {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/measured\",\"type\":\"measured\"}";
    private static final byte[] REQUEST = ("POST /hooks/in HTTP/1.1\r\nHost: measured\r\nConnection: close\r\n"
                    + "Authorization: Bearer only-for-measuring\r\nContent-Type: application/cloudevents+json\r\nContent-Length: "
                    + EVENT.length() + "\r\n\r\n" + EVENT)
            .getBytes(US_ASCII);

    /** Starts it, posts one event and stops it. */
    ColdTimes measure() throws Exception {
        int port = freePort();
        File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
        ProcessBuilder builder = command(List.of()).redirectErrorStream(true).redirectOutput(log);
        builder.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(port),
                        "PENSTOCK_HOST", "127.0.0.1",
                        "HOOK_TOKEN", "only-for-measuring"));
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            Reply reply = answer(port, process, log.toPath());
            String status = reply.status();
            double taken = (System.nanoTime() - begin) / 1e6;
            double processor = ColdTimes.processor(process);
            if (!status.startsWith("HTTP/1.1 20")) {
                throw new IllegalStateException(name + " answered " + status + ": " + Files.readString(log.toPath()));
            }
            return new ColdTimes((reply.connected() - begin) / 1e6, taken, processor);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** Runs it once with {@code --train}, so that the JVM writes the archive that the option names. */
    void train(String option) throws Exception {
        ProcessBuilder builder = command(List.of(option)).redirectErrorStream(true);
        builder.command().add("--train");
        File log = folder.resolveSibling(folder.getFileName() + "-train.log").toFile();
        int exit = builder.redirectOutput(log).start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(name + " cannot be trained: " + Files.readString(log.toPath()));
        }
    }

    private ProcessBuilder command(List<String> before) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(before);
        line.addAll(options);
        return new ProcessBuilder(line).directory(folder.toFile());
    }

    /** What it answered, and when it accepted the connection. */
    private record Reply(String status, long connected) {}

    private static Reply answer(int port, Process process, Path log) throws IOException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                long connected = System.nanoTime();
                socket.getOutputStream().write(REQUEST);
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                return new Reply(String.valueOf(reader.readLine()), connected);
            } catch (ConnectException notYet) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it ended: " + Files.readString(log), notYet);
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
