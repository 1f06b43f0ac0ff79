package dev.penstock.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A request written to the socket as no client would write it; the answer may come before its end. */
final class RawRequest {
    private static final int PART = 64 * 1024;

    private RawRequest() {}

    /** How the body is sent. */
    enum Framing {
        CONTENT_LENGTH,
        CHUNKED
    }

    /** Posts so many zeros; returns the status of the answer. */
    static int zeros(URI hook, long size, Framing framing) throws IOException {
        String length =
                framing == Framing.CHUNKED ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + size + "\r\n";
        return send(hook, "Content-Type: application/json\r\n" + length, output -> {
            byte[] part = new byte[PART];
            byte[] chunk = (Integer.toHexString(PART) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (long sent = 0; sent < size; sent += PART) {
                if (framing == Framing.CHUNKED) {
                    output.write(chunk);
                }
                output.write(part);
                if (framing == Framing.CHUNKED) {
                    output.write('\r');
                    output.write('\n');
                }
            }
            if (framing == Framing.CHUNKED) {
                output.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** Posts an empty object with more headers than usual; returns the status of the answer. */
    static int headers(URI hook, int count) throws IOException {
        StringBuilder headers = new StringBuilder("Content-Type: application/json\r\nContent-Length: 2\r\n");
        for (int i = 0; i < count; i++) {
            headers.append("X-Header-").append(i).append(": value of a header\r\n");
        }
        return send(hook, headers.toString(), output -> output.write(new byte[] {'{', '}'}));
    }

    private interface Body {
        void write(OutputStream output) throws IOException;
    }

    private static int send(URI hook, String headers, Body body) throws IOException {
        try (Socket socket = new Socket(hook.getHost(), hook.getPort())) {
            socket.setSoTimeout(60_000);
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    OutputStream output = socket.getOutputStream();
                    String head = "POST " + hook.getPath() + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
                    output.write(head.getBytes(StandardCharsets.US_ASCII));
                    body.write(output);
                    output.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e); // whoever has answered may hang up
                }
            });
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = answer.readLine();
            if (status == null) {
                throw new IOException("closed without an answer, sending " + written);
            }
            written.exceptionally(failure -> null).join();
            return Integer.parseInt(status.split(" ", 3)[1]);
        }
    }
}
