package dev.penstock.connector.webhook.pack;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header, or a parameter of the query, that holds a secret as it is.
 *
 * @param header its name
 * @param prefix what stands before the secret
 * @param query instead: the name of the parameter
 */
public record TokenScheme(
        @Option(value = "The header that holds the secret", example = "X-Gitlab-Token") @Nullable String header,
        @Option(value = "What stands before the secret in the header", fallback = "") String prefix,
        @Option(value = "Instead of a header: the parameter of the query that holds the secret", example = "code")
                @Nullable
                String query) {

    public TokenScheme {
        if ((header == null) == (query == null)) {
            throw new IllegalArgumentException("a token is in a 'header' or in a 'query' parameter; name one of them");
        }
    }

    /** What the engine is asked to check. */
    public Verification verification(List<Secret> secrets) {
        if (query != null) {
            return new Verification.Query(query, secrets);
        }
        if (header != null) {
            return new Verification.Token(header, prefix, secrets);
        }
        throw new IllegalStateException("neither header nor query");
    }
}
