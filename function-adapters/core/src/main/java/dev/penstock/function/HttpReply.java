package dev.penstock.function;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The answer to an HTTP request that invoked a function. Immutable. */
public final class HttpReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param body not copied; may be empty
     */
    public HttpReply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** An answer in JSON. */
    static HttpReply json(int status, Map<String, String> headers, String body) {
        Map<String, String> typed = new HashMap<>(headers);
        typed.put("Content-Type", "application/json");
        return new HttpReply(status, typed, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Names and values. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The raw bytes of the body; shared, not to be changed. */
    public byte[] body() {
        return body;
    }
}
