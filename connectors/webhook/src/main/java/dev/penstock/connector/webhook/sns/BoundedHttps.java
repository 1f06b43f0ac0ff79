package dev.penstock.connector.webhook.sns;

import dev.penstock.api.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Gets small things by HTTPS, without following redirects; blocks until the deadline at most. */
final class BoundedHttps {
    private static final int LARGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SSLContext tls;

    BoundedHttps(SSLContext tls) {
        this.tls = tls;
    }

    /**
     * An answer.
     *
     * @param status the status
     * @param text the body; empty when the status is not 2xx
     */
    record Answer(int status, String text) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    Answer get(URI uri, Deadline deadline) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
        try {
            connection.setSSLSocketFactory(tls.getSocketFactory());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            int patience = patience(deadline);
            connection.setConnectTimeout(patience);
            connection.setReadTimeout(patience);
            int status = connection.getResponseCode();
            boolean ok = status >= 200 && status < 300;
            return new Answer(status, ok ? text(connection, deadline) : "");
        } finally {
            connection.disconnect();
        }
    }

    private static String text(HttpsURLConnection connection, Deadline deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                body.write(part, 0, n);
                if (body.size() > LARGEST) {
                    throw new IOException("the answer is larger than " + LARGEST + " bytes");
                }
                if (deadline.expired() || Thread.interrupted()) {
                    throw new IOException("the answer took too long");
                }
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int patience(Deadline deadline) {
        Duration left = deadline.remaining();
        return (int) Math.max(1, (left.compareTo(PATIENCE) < 0 ? left : PATIENCE).toMillis());
    }
}
