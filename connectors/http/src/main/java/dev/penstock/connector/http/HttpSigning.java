package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.signature.StandardWebhooks;
import java.util.List;

/**
 * Standard Webhooks: requests are signed with each secret, so that the receiver may know either while they are being changed.
 *
 * @param secrets each Base64 after {@code whsec_}
 */
public record HttpSigning(
        @Option(
                        value =
                                "Secrets (whsec_...) to sign requests with, each of them; several while they are being changed",
                        min = "1",
                        example = "[\"${env:WEBHOOK_SECRET}\"]")
                List<Secret> secrets) {
    public HttpSigning {
        secrets = List.copyOf(secrets);
        signer(secrets);
    }

    /** What signs the requests. */
    StandardWebhooks signer() {
        return signer(secrets);
    }

    private static StandardWebhooks signer(List<Secret> secrets) {
        return new StandardWebhooks(secrets);
    }
}
