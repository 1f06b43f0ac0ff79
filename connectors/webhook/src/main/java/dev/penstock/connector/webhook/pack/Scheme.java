package dev.penstock.connector.webhook.pack;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider proves that a request is its own: by a token or by a signature.
 *
 * @param required whether a pipeline without secrets is a mistake
 * @param token a secret in a header, or null
 * @param signature a signature in a header, or null
 */
public record Scheme(boolean required, @Nullable TokenScheme token, @Nullable SignatureScheme signature) {
    public Scheme {
        if ((token == null) == (signature == null)) {
            throw new IllegalArgumentException("'verification' holds either 'token' or 'signature'");
        }
    }

    /** What the engine is asked to check. */
    public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
        if (signature != null) {
            return signature.verification(secrets, tolerance);
        }
        if (token != null) {
            return token.verification(secrets);
        }
        throw new IllegalStateException("neither token nor signature");
    }
}
