package dev.penstock.api.webhook;

import dev.penstock.api.config.Secret;
import java.util.List;

/**
 * How a request proves that it comes from the sender; declared here, checked by the engine over the raw bytes, in constant
 * time, against every live secret.
 */
public sealed interface Verification
        permits Verification.None,
                Verification.Token,
                Verification.Query,
                Verification.Basic,
                Verification.AnyOf,
                Verification.BySource,
                Signature {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        NONE,
        TOKEN,
        QUERY,
        BASIC,
        SIGNATURE,
        ANY_OF,
        BY_SOURCE
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
     * A parameter of the query holds one of the secrets: for senders that can be given a URL and nothing else.
     *
     * @param parameter its name
     * @param secrets those accepted; several while they are being changed
     */
    record Query(String parameter, List<Secret> secrets) implements Verification {
        public Query {
            secrets = List.copyOf(secrets);
        }

        @Override
        public Kind kind() {
            return Kind.QUERY;
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

    /**
     * One of several ways: a sender that signs with keys of two kinds.
     *
     * @param ways at least one, each with secrets of its own
     */
    record AnyOf(List<Verification> ways) implements Verification {
        public AnyOf {
            ways = List.copyOf(ways);
        }

        @Override
        public Kind kind() {
            return Kind.ANY_OF;
        }
    }

    /** The source checks by itself and is {@link Verifying}: for what cannot be declared. */
    record BySource() implements Verification {
        @Override
        public Kind kind() {
            return Kind.BY_SOURCE;
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
