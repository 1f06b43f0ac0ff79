package dev.penstock.benchmarks.measure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Posts one body over keep-alive connections, each waiting for its answer before it posts again. Runs in a process of its own:
 * {@code HttpLoad PORT PATH CONNECTIONS WARM-UP-SECONDS SECONDS}; prints {@code measuring} after the warm-up, and in the end
 * {@code requests-per-second p50-µs p99-µs errors answered}, the last two with those of the warm-up.
 */
public final class HttpLoad {
    private static final int BODY = 1024;

    private HttpLoad() {}

    /** Runs the load that the arguments describe. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[2]);
        long warmUp = Long.parseLong(arguments[3]) * 1_000_000_000L;
        long measured = Long.parseLong(arguments[4]) * 1_000_000_000L;
        byte[] request = request(arguments[1]);
        long begin = System.nanoTime() + warmUp;
        long end = begin + measured;
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection connection = new Connection(port, request, begin, end);
            connection.start();
            all.add(connection);
        }
        TimeUnit.NANOSECONDS.sleep(warmUp);
        System.out.println("measuring");
        long errors = 0;
        long answered = 0;
        long[] latencies = new long[0];
        for (Connection connection : all) {
            connection.join();
            errors += connection.errors;
            answered += connection.answered;
            int before = latencies.length;
            latencies = Arrays.copyOf(latencies, before + connection.count);
            System.arraycopy(connection.latencies, 0, latencies, before, connection.count);
        }
        Arrays.sort(latencies);
        System.out.printf(
                "%d %d %d %d %d%n",
                latencies.length * 1_000_000_000L / measured,
                latencies[latencies.length / 2] / 1000,
                latencies[(int) (latencies.length * 0.99)] / 1000,
                errors,
                answered);
    }

    private static byte[] request(String path) {
        String start = "{\"id\":\"0123456789\",\"kind\":\"measured\",\"filler\":\"";
        String body = start + "x".repeat(BODY - start.length() - 2) + "\"}";
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Connection extends Thread {
        private final int port;
        private final byte[] request;
        private final long begin;
        private final long end;
        private long[] latencies = new long[1 << 16];
        private int count;
        private long errors;
        private long answered;

        Connection(int port, byte[] request, long begin, long end) {
            this.port = port;
            this.request = request;
            this.begin = begin;
            this.end = end;
        }

        @Override
        public void run() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
                long now = System.nanoTime();
                while (now < end) {
                    long sent = now;
                    out.write(request);
                    boolean good = answered(in);
                    now = System.nanoTime();
                    if (!good) {
                        errors++;
                        continue;
                    }
                    answered++;
                    if (sent >= begin) {
                        note(now - sent);
                    }
                }
            } catch (IOException e) {
                errors++;
            }
        }

        private void note(long latency) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, count * 2);
            }
            latencies[count++] = latency;
        }

        /** Reads the head of an answer, and its body if a length is given. */
        private static boolean answered(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder(64);
            boolean good = false;
            int length = 0;
            for (int lines = 0; ; lines++) {
                line.setLength(0);
                for (int c = in.read(); c != '\n'; c = in.read()) {
                    if (c < 0) {
                        throw new IOException("the connection was closed");
                    }
                    line.append((char) c);
                }
                if (lines == 0) {
                    good = line.charAt(9) == '2';
                } else if (line.length() <= 1) {
                    break;
                } else if (line.length() > 15 && line.substring(0, 15).equalsIgnoreCase("content-length:")) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            in.skipNBytes(length);
            return good;
        }
    }
}
