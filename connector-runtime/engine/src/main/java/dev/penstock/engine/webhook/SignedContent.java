package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** What is signed: literals, header values, the time of signing and the raw body, put together without copying the body. */
final class SignedContent {
    private enum Kind {
        LITERAL,
        HEADER,
        TIMESTAMP,
        BODY
    }

    /** A piece of it; {@code text} is the literal or the header's name. */
    private record Part(Kind kind, String text) {}

    private final List<Part> parts = new ArrayList<>();

    /** Reads a template such as <code>{timestamp}.{body}</code>. */
    SignedContent(String template) {
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                literal(template.substring(at));
                break;
            }
            literal(template.substring(at, open));
            parts.add(placeholder(template.substring(open + 1, close), template));
            at = close + 1;
        }
        if (parts.stream().noneMatch(part -> part.kind == Kind.BODY)) {
            throw wrong("the signed content '" + template + "' leaves out {body}, so anybody could change it");
        }
    }

    boolean needsTimestamp() {
        return parts.stream().anyMatch(part -> part.kind == Kind.TIMESTAMP);
    }

    /** The header that stands in the content but not exactly once in the request, or an empty text. */
    String missing(WebhookRequest request) {
        for (Part part : parts) {
            if (part.kind == Kind.HEADER && request.headers(part.text).size() != 1) {
                return part.text;
            }
        }
        return "";
    }

    /** Hands every piece to the sink, in order; {@link #missing} has been asked before. */
    void feed(WebhookRequest request, String timestamp, Sink sink) throws GeneralSecurityException {
        for (Part part : parts) {
            sink.update(
                    switch (part.kind) {
                        case LITERAL -> part.text.getBytes(StandardCharsets.UTF_8);
                        case HEADER -> request.headers(part.text).get(0).getBytes(StandardCharsets.UTF_8);
                        case TIMESTAMP -> timestamp.getBytes(StandardCharsets.US_ASCII);
                        case BODY -> request.body();
                    });
        }
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(Kind.LITERAL, text));
        }
    }

    private static Part placeholder(String name, String template) {
        if (name.equals("body")) {
            return new Part(Kind.BODY, name);
        }
        if (name.equals("timestamp")) {
            return new Part(Kind.TIMESTAMP, name);
        }
        if (name.startsWith("header:") && name.length() > 7) {
            return new Part(Kind.HEADER, name.substring(7));
        }
        throw wrong("the signed content '" + template + "' has {" + name
                + "}; known are {body}, {timestamp} and {header:NAME}");
    }

    private static ConnectorException wrong(String message) {
        return new ConnectorException(Failure.user("bad-signature-scheme", message));
    }

    /** Takes the pieces: a MAC or a signature. */
    @FunctionalInterface
    interface Sink {
        void update(byte[] bytes) throws GeneralSecurityException;
    }
}
