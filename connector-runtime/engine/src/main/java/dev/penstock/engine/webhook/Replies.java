package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.engine.strand.Strand;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers of the intake.
 *
 * <p>2xx as the CloudEvents webhook specification has it: 204 when all is done and there is nothing to say, 202 when it
 * is taken but not done. Errors carry a small JSON body.
 */
final class Replies {
    static final WebhookReply DONE = WebhookReply.of(204, "");
    static final WebhookReply TAKEN = WebhookReply.of(202, "");
    private static final int LONGEST_MESSAGE = 500;

    private Replies() {}

    static WebhookReply busy(String message) {
        return error(503, "busy", message, Map.of("Retry-After", "5"));
    }

    static WebhookReply error(int status, String code, String message) {
        return error(status, code, message, Map.of());
    }

    static WebhookReply notAllowed(String method) {
        return error(405, "method-not-allowed", "this is a webhook: use POST, not " + method, Map.of("Allow", "POST"));
    }

    static WebhookReply unauthorized(Verdict verdict, Verification verification) {
        String challenge =
                switch (verification.kind()) {
                    case BASIC -> "Basic realm=\"webhook\", charset=\"UTF-8\"";
                    case TOKEN -> "Bearer";
                    case SIGNATURE, QUERY, ANY_OF, BY_SOURCE, NONE -> "Signature";
                };
        return error(401, "unauthorized", verdict.reason(), Map.of("WWW-Authenticate", challenge));
    }

    /** The answer to a request that a source could not take: 400 when the sender is to blame, else 500. */
    static WebhookReply of(Throwable thrown) {
        if (thrown instanceof ConnectorException known && known.failure().blame() == Failure.Blame.USER) {
            return error(400, known.failure().code(), known.failure().message());
        }
        if (thrown instanceof Strand.CallTimeout) {
            return busy("finding out who sent this took too long; send it again");
        }
        if (thrown instanceof StackOverflowError) {
            return error(400, "too-deep", "the body is nested too deeply");
        }
        // what went wrong inside is for the log, not for whoever posted
        return error(500, "internal", "the request could not be taken; the log says why");
    }

    private static WebhookReply error(int status, String code, String message, Map<String, String> more) {
        StringBuilder body = new StringBuilder(64 + message.length());
        body.append("{\"error\":{\"code\":");
        quoted(code, body);
        body.append(",\"message\":");
        quoted(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message, body);
        body.append("}}");
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        return new WebhookReply(status, headers, body.toString());
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
