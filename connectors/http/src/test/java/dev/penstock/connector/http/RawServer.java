package dev.penstock.connector.http;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server that keeps every byte it gets and lets the test answer with any bytes, or none. */
final class RawServer implements AutoCloseable {
    /**
     * A request as it came.
     *
     * @param connection on which connection, from 1
     * @param head request line and headers, without the empty line
     */
    record Request(int connection, String head, ByteString content) {
        byte[] body() {
            return content.toByteArray();
        }

        @Nullable
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    /** Answers a request; may close the socket. */
    interface Answer {
        void answer(Request request, Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final Answer answer;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    RawServer(Answer answer) throws IOException {
        this.answer = answer;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A server that answers every request the same way. */
    static RawServer answering(String response) throws IOException {
        return new RawServer((request, socket) -> send(socket, response));
    }

    static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    static String status(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head + "Content-Length: 0\r\n\r\n";
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    int port() {
        return listener.getLocalPort();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** Connections that the client has not closed. */
    int open() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                int connection = connections.incrementAndGet();
                open.incrementAndGet();
                start(() -> serve(connection, socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(int connection, Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                ByteArrayOutputStream head = new ByteArrayOutputStream();
                while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    int b = in.read();
                    if (b < 0) {
                        return;
                    }
                    head.write(b);
                }
                String text = head.toString(StandardCharsets.ISO_8859_1);
                Request request = new Request(connection, text.substring(0, text.length() - 4), ByteString.EMPTY);
                String length = request.header("Content-Length");
                byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
                request = new Request(connection, request.head(), ByteString.of(body));
                requests.add(request);
                answer.answer(request, socket);
            }
        } catch (Exception e) {
            // the client went away, or the test ended
        } finally {
            open.decrementAndGet();
        }
    }
}
