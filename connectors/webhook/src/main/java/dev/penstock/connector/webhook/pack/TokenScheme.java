package dev.penstock.connector.webhook.pack;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import java.util.List;

/**
 * A header that holds a secret as it is.
 *
 * @param header its name
 * @param prefix what stands before the secret
 */
public record TokenScheme(
        @Option(value = "The header that holds the secret", example = "X-Gitlab-Token") String header,
        @Option(value = "What stands before the secret in the header", fallback = "") String prefix) {

    /** What the engine is asked to check. */
    public Verification verification(List<Secret> secrets) {
        return new Verification.Token(header, prefix, secrets);
    }
}
