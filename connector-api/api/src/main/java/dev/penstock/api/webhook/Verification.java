package dev.penstock.api.webhook;

import dev.penstock.api.config.Secret;
import java.util.List;

/**
 * How a request proves that it comes from the sender; declared here, checked by the engine over the raw bytes, in constant
 * time, against every live secret.
 */
public sealed interface Verification permits Verification.None, Verification.Token, Verification.Basic, Signature {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        NONE,
        TOKEN,
        BASIC,
        SIGNATURE
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** Anyone may post. */
    record None() implements Verification {
        @Override
        public Kind kind() {
            return Kind.NONE;
        }
    }

    /**
     * A header holds one of the secrets.
     *
     * @param header its name, {@code Authorization} for one
     * @param prefix what stands before the secret, {@code "Bearer "} for one; compared without regard to case
     * @param secrets those accepted; several while they are being changed
     */
    record Token(String header, String prefix, List<Secret> secrets) implements Verification {
        public Token {
            secrets = List.copyOf(secrets);
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }
    }

    /**
     * HTTP basic authentication.
     *
     * @param username the only one accepted
     * @param passwords those accepted
     */
    record Basic(String username, List<Secret> passwords) implements Verification {
        public Basic {
            passwords = List.copyOf(passwords);
        }

        @Override
        public Kind kind() {
            return Kind.BASIC;
        }
    }

    /** Anyone may post. */
    static Verification none() {
        return new None();
    }

    /** {@code Authorization: Bearer SECRET}. */
    static Verification bearer(List<Secret> secrets) {
        return new Token("Authorization", "Bearer ", secrets);
    }
}
