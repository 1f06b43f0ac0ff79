package dev.penstock.api.webhook;

import dev.penstock.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signature in a header, over a text that contains the raw body.
 *
 * <p>Covers the common schemes. GitHub: header {@code X-Hub-Signature-256}, prefix {@code sha256=}, hex, content {@code
 * {body}}. Stripe: header {@code Stripe-Signature} as pairs {@code t=…,v1=…}, prefix {@code v1=}, content {@code
 * {timestamp}.{body}}. Standard Webhooks: header {@code webhook-signature}, separated by spaces, prefix {@code v1,}, Base64,
 * content {@code {header:webhook-id}.{timestamp}.{body}}, secrets in Base64 after {@code whsec_}.
 *
 * @param algorithm how it is computed
 * @param header the header that holds it
 * @param separator what separates several signatures in the header, each tried; empty when there is one
 * @param prefix what stands before the signature itself; parts without it are passed over
 * @param encoding how its bytes are written
 * @param content what is signed; {@code {body}}, {@code {timestamp}} and {@code {header:NAME}} are replaced
 * @param timestamp where the time of signing stands, or null when there is none
 * @param tolerance how far that time may be from now, either way
 * @param secretEncoding how the secrets are written
 * @param secretPrefix taken off the secrets if it stands there, before they are decoded
 * @param secrets those accepted; several while they are being changed
 */
public record Signature(
        Algorithm algorithm,
        String header,
        String separator,
        String prefix,
        Encoding encoding,
        String content,
        @Nullable Timestamp timestamp,
        Duration tolerance,
        Encoding secretEncoding,
        String secretPrefix,
        List<Secret> secrets)
        implements Verification {

    /** How a signature is computed. */
    public enum Algorithm {
        HMAC_SHA1,
        HMAC_SHA256,
        HMAC_SHA512,
        ED25519
    }

    /** How bytes are written as text. */
    public enum Encoding {
        TEXT,
        HEX,
        BASE64
    }

    /**
     * Where the time of signing stands, in seconds since 1970.
     *
     * @param header the header
     * @param prefix what stands before it within a part of the header ({@code t=}); empty when it is the whole value
     */
    public record Timestamp(String header, String prefix) {}

    public Signature {
        Objects.requireNonNull(header, "header");
        secrets = List.copyOf(secrets);
    }

    @Override
    public Kind kind() {
        return Kind.SIGNATURE;
    }

    /** HMAC-SHA256 in hex over the body alone; change what differs with the builder's methods. */
    public static Builder builder(String header, List<Secret> secrets) {
        return new Builder(header, secrets);
    }

    /** Collects the parts of a signature scheme; not for use by several threads. */
    public static final class Builder {
        private final String header;
        private final List<Secret> secrets;
        private Algorithm algorithm = Algorithm.HMAC_SHA256;
        private String separator = "";
        private String prefix = "";
        private Encoding encoding = Encoding.HEX;
        private String content = "{body}";
        private @Nullable Timestamp timestamp;
        private Duration tolerance = Duration.ofMinutes(5);
        private Encoding secretEncoding = Encoding.TEXT;
        private String secretPrefix = "";

        private Builder(String header, List<Secret> secrets) {
            this.header = header;
            this.secrets = secrets;
        }

        /** How it is computed. */
        public Builder algorithm(Algorithm value) {
            algorithm = value;
            return this;
        }

        /** What separates several signatures in the header. */
        public Builder separator(String value) {
            separator = value;
            return this;
        }

        /** What stands before the signature. */
        public Builder prefix(String value) {
            prefix = value;
            return this;
        }

        /** How its bytes are written. */
        public Builder encoding(Encoding value) {
            encoding = value;
            return this;
        }

        /** What is signed. */
        public Builder content(String value) {
            content = value;
            return this;
        }

        /** Where the time of signing stands. */
        public Builder timestamp(@Nullable Timestamp value) {
            timestamp = value;
            return this;
        }

        /** How far the time of signing may be from now. */
        public Builder tolerance(Duration value) {
            tolerance = value;
            return this;
        }

        /** How the secrets are written, and what is taken off them first. */
        public Builder secretEncoding(Encoding value, String prefixTakenOff) {
            secretEncoding = value;
            secretPrefix = prefixTakenOff;
            return this;
        }

        /** The declared scheme. */
        public Signature build() {
            return new Signature(
                    algorithm,
                    header,
                    separator,
                    prefix,
                    encoding,
                    content,
                    timestamp,
                    tolerance,
                    secretEncoding,
                    secretPrefix,
                    secrets);
        }
    }
}
