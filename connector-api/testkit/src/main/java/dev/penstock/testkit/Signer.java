package dev.penstock.testkit;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.signature.WebhookProof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proves requests as a sender does, by what the source declares. */
final class Signer {
    private static final String FOREIGN = "bm90LXRoZS1zZWNyZXQtYnV0LWEtZm9yZWlnbi1vbmU=";

    private Signer() {}

    /** The secrets that are accepted, of the first way that has any. */
    static List<Secret> secrets(Verification verification) {
        return new WebhookProof(verification).secrets();
    }

    /** The first of several ways, or the only one. */
    static Verification first(Verification verification) {
        return new WebhookProof(verification).way();
    }

    /** A secret of the right form that is not one of the accepted. */
    static Secret foreign(Verification verification) {
        return first(verification) instanceof Signature signature
                        && signature.secretEncoding() != Signature.Encoding.TEXT
                ? Secret.of(signature.secretPrefix()
                        + (signature.secretEncoding() == Signature.Encoding.HEX
                                ? "00112233445566778899aabbccddeeff"
                                : FOREIGN))
                : Secret.of(FOREIGN);
    }

    /** Whether this class can prove a request. */
    static boolean canProve(Verification verification) {
        return new WebhookProof(verification).possible();
    }

    static WebhookRequest prove(WebhookRequest request, Verification verification, Secret secret, Instant at) {
        WebhookProof proof = new WebhookProof(verification);
        return switch (proof.way().kind()) {
            case NONE, BY_SOURCE, ANY_OF -> request;
            case TOKEN, QUERY, BASIC, SIGNATURE -> proof.prove(request, secret, at);
        };
    }

    /** The request with that header in place of what it had under the name; null takes it away. */
    static WebhookRequest with(WebhookRequest request, String name, @Nullable String value) {
        return WebhookProof.with(request, name, value);
    }

    static WebhookRequest with(WebhookRequest request, String method, byte[] body) {
        return new WebhookRequest(method, request.path(), request.query(), request.headers(), body);
    }
}
