package dev.penstock.connector.webhook.pack;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Signature.Timestamp;
import dev.penstock.api.webhook.Verification;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a sender signs; see {@link Signature} for what each part means.
 *
 * @param header the header that holds the signature
 * @param prefix what stands before the signature
 * @param separator what separates several signatures
 * @param algorithm how it is computed
 * @param encoding how it is written
 * @param content what is signed
 * @param timestamp where the time of signing stands
 * @param secretEncoding how the secrets are written
 * @param secretPrefix taken off the secrets first
 */
public record SignatureScheme(
        @Option(value = "The header that holds the signature", example = "X-Signature") String header,
        @Option(value = "What stands before the signature in the header", fallback = "", example = "sha256=")
                String prefix,
        @Option(value = "What separates several signatures in the header", fallback = "") String separator,
        @Option(value = "How the signature is computed", fallback = "hmac-sha256") Algorithm algorithm,
        @Option(value = "How the signature is written", fallback = "hex") Encoding encoding,
        @Option(
                        value = "What is signed; {body}, {timestamp} and {header:NAME} are replaced",
                        fallback = "{body}",
                        pattern = ".*\\{body\\}.*")
                String content,
        @Option("Where the time of signing stands, in seconds since 1970") @Nullable TimestampPlace timestamp,
        @Option(value = "How the secrets are written", fallback = "text") SecretEncoding secretEncoding,
        @Option(value = "Taken off the secrets before they are decoded", fallback = "", example = "whsec_")
                String secretPrefix) {

    /** How a signature is computed. */
    public enum Algorithm {
        HMAC_SHA1,
        HMAC_SHA256,
        HMAC_SHA512,
        ED25519
    }

    /** How a signature is written. */
    public enum Encoding {
        HEX,
        BASE64
    }

    /** How secrets are written. */
    public enum SecretEncoding {
        TEXT,
        HEX,
        BASE64
    }

    /**
     * Where the time of signing stands.
     *
     * @param header the header
     * @param prefix what stands before it
     */
    public record TimestampPlace(
            @Option("The header that holds the time of signing") String header,
            @Option(value = "What stands before the time in the header", fallback = "", example = "t=")
                    String prefix) {}

    /** What the engine is asked to check. */
    public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
        Signature.Builder signature = Signature.builder(header, secrets)
                .prefix(prefix)
                .separator(separator)
                .algorithm(Signature.Algorithm.valueOf(algorithm.name()))
                .encoding(Signature.Encoding.valueOf(encoding.name()))
                .content(content)
                .secretEncoding(Signature.Encoding.valueOf(secretEncoding.name()), secretPrefix)
                .timestamp(timestamp == null ? null : new Timestamp(timestamp.header, timestamp.prefix));
        return (tolerance == null ? signature : signature.tolerance(tolerance)).build();
    }
}
