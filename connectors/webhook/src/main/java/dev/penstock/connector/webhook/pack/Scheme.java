package dev.penstock.connector.webhook.pack;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider proves that a request is its own: by a token, by a signature, or in a way that only code can check.
 *
 * @param required whether a pipeline without secrets is a mistake
 * @param token a secret in a header or in the query, or null
 * @param signatures signatures in a header; of several, a secret belongs to the first whose prefix it has, else to the last
 * @param code the name of the check in code, or null
 */
public record Scheme(
        boolean required, @Nullable TokenScheme token, List<SignatureScheme> signatures, @Nullable String code) {
    /** The check of Amazon SNS: a certificate that the message names. */
    public static final String AWS_SNS = "aws-sns";

    public Scheme {
        signatures = List.copyOf(signatures);
        if ((token == null ? 0 : 1) + (signatures.isEmpty() ? 0 : 1) + (code == null ? 0 : 1) != 1) {
            throw new IllegalArgumentException("'verification' holds either 'token' or 'signature'");
        }
        if (code != null && !code.equals(AWS_SNS)) {
            throw new IllegalArgumentException("'code' cannot be '" + code + "'; it is " + AWS_SNS);
        }
    }

    /** Whether a pipeline may have the sender prove itself in another way: it chose the token anyhow. */
    public boolean replaceable() {
        return token != null;
    }

    /** What the engine is asked to check. */
    public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
        if (code != null) {
            return new Verification.BySource();
        }
        if (token != null) {
            return token.verification(secrets);
        }
        if (signatures.size() == 1) {
            return signatures.get(0).verification(secrets, tolerance);
        }
        List<Verification> ways = new ArrayList<>();
        for (SignatureScheme signature : signatures) {
            List<Secret> own = secrets.stream()
                    .filter(secret -> signature.equals(of(secret)))
                    .toList();
            if (!own.isEmpty()) {
                ways.add(signature.verification(own, tolerance));
            }
        }
        return ways.size() == 1 ? ways.get(0) : new Verification.AnyOf(ways);
    }

    private SignatureScheme of(Secret secret) {
        SignatureScheme last = signatures.get(signatures.size() - 1);
        return signatures.stream()
                .filter(each -> secret.reveal().startsWith(each.secretPrefix()))
                .findFirst()
                .orElse(last);
    }
}
