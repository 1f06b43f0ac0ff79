package dev.penstock.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP/1.1 service on the loopback address that keeps every request and answers as the test says: with any status and
 * headers, slowly, or not at all. May be used by several threads; the answer is asked for by the connection's thread.
 */
public final class FakeHttpService implements AutoCloseable {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final ServerSocket listener;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Answer answer;

    /**
     * A request as it came.
     *
     * @param method upper case
     * @param target path and raw query
     * @param headers by lower-case name; the last of each
     * @param text the body as UTF-8; its length is told by Content-Length or chunked
     */
    public record Request(String method, String target, Map<String, String> headers, String text) {}

    /** Answers requests; throwing resets the connection. */
    public interface Answer {
        /** The answer to a request; may block, which makes a slow service. */
        Reply to(Request request) throws Exception;
    }

    /**
     * An answer.
     *
     * @param status the status code
     * @param headers besides Content-Length
     * @param body sent as UTF-8
     * @param pace milliseconds before each byte of the body; 0 sends it at once
     */
    public record Reply(int status, Map<String, String> headers, String body, int pace) {
        /** A status and a body, sent at once. */
        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body, 0);
        }

        /** Asked too often: 429 with Retry-After in seconds. */
        public static Reply tooMany(int retryAfter) {
            return new Reply(429, Map.of("Retry-After", Integer.toString(retryAfter)), "", 0);
        }

        /** The body byte by byte, so many milliseconds before each. */
        public Reply slowly(int milliseconds) {
            return new Reply(status, headers, body, milliseconds);
        }

        /** With one more header. */
        public Reply with(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body, pace);
        }
    }

    /** Answers every request so until told otherwise; listens on a free port. */
    public FakeHttpService(Answer answer) throws IOException {
        this.answer = answer;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where it answers. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /** Answers so from now on. */
    public void answer(Answer now) {
        answer = now;
    }

    /** The requests so far. */
    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                Reply reply;
                try {
                    reply = answer.to(request);
                } catch (Exception reset) {
                    socket.setSoLinger(true, 0);
                    return;
                }
                send(socket, request, reply);
            }
        } catch (IOException | InterruptedException gone) {
            // the client went away, or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    private static void send(Socket socket, Request request, Reply reply) throws IOException, InterruptedException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Status\r\n");
        reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        byte[] content = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean bodiless = reply.status() == 204 || reply.status() == 304;
        if (!bodiless) {
            head.append("Content-Length: " + content.length + "\r\n");
        }
        byte[] first = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = bodiless || request.method().equals("HEAD") ? new byte[0] : content;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(first);
        if (reply.pace() == 0) {
            all.write(body);
        }
        socket.getOutputStream().write(all.toByteArray());
        for (int i = 0; reply.pace() > 0 && i < body.length; i++) {
            Thread.sleep(reply.pace()); // this is the slowness that was asked for
            socket.getOutputStream().write(body[i]);
        }
        socket.getOutputStream().flush();
    }

    private static @org.jspecify.annotations.Nullable Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int matched = 0; matched < HEAD_END.length; ) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.write(b);
            matched = b == HEAD_END[matched] ? matched + 1 : b == HEAD_END[0] ? 1 : 0;
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] line = lines[0].split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunks(in)
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(line[0], line[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", -1)[0].strip(), 16);
            body.write(in.readNBytes(size));
            line(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append(b == '\r' ? "" : (char) b);
        }
        return line.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, Lab.THREADS + "-http");
        thread.setDaemon(true);
        thread.start();
    }
}
