package dev.penstock.function.functiongraph;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * The three calls of the platform's custom runtime ("Custom Runtime" in its user guide). For one thread.
 *
 * <p>The oldest HTTP client of the JDK is the one that starts fastest, and there is one call at a time.
 */
final class RuntimeApi {
    private static final int CONNECT_MILLISECONDS = 3_000;
    private static final int ANSWER_MILLISECONDS = 10_000;
    private static final String ID = "X-Cff-Request-Id";

    private final URI base;

    /** Calls below that address. */
    RuntimeApi(URI base) {
        this.base = base;
    }

    /** An invocation. */
    static final class Invocation {
        private final String id;
        private final byte[] payload;

        private Invocation(String id, byte[] payload) {
            this.id = id;
            this.payload = payload;
        }

        String id() {
            return id;
        }

        byte[] payload() {
            return payload;
        }
    }

    /** Waits for the next invocation, for as long as it takes. */
    Invocation next() throws IOException {
        HttpURLConnection call = open("request");
        int status = call.getResponseCode();
        if (status != 200) {
            drain(call);
            throw new IOException("asked for an invocation, the platform answered " + status);
        }
        String id = call.getHeaderField(ID);
        try (InputStream in = call.getInputStream()) {
            byte[] payload = in.readAllBytes();
            if (id == null || id.isBlank()) {
                throw new IOException("the platform sent an invocation without " + ID);
            }
            return new Invocation(id, payload);
        }
    }

    /** Tells what became of an invocation. */
    void answer(String id, Answer answer) throws IOException {
        HttpURLConnection call = open((answer.failed() ? "error/" : "response/") + id);
        call.setReadTimeout(ANSWER_MILLISECONDS);
        call.setRequestMethod("POST");
        call.setRequestProperty("Content-Type", "application/json");
        call.setDoOutput(true);
        // with a length told before, the JDK never sends a body twice on its own
        call.setFixedLengthStreamingMode(answer.body().length);
        try (OutputStream out = call.getOutputStream()) {
            out.write(answer.body());
        }
        int status = call.getResponseCode();
        drain(call);
        if (status / 100 != 2) {
            throw new IOException("told what became of an invocation, the platform answered " + status);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        // a proxy in the settings of the JVM is for the connectors
        HttpURLConnection call = (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        call.setConnectTimeout(CONNECT_MILLISECONDS);
        call.setUseCaches(false);
        return call;
    }

    /** A body read to its end leaves the connection for the next call. */
    private static void drain(HttpURLConnection call) throws IOException {
        try (InputStream in = call.getErrorStream() == null ? call.getInputStream() : call.getErrorStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
