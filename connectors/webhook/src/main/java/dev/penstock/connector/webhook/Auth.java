package dev.penstock.connector.webhook;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Verification;
import dev.penstock.connector.webhook.pack.SignatureScheme;
import dev.penstock.connector.webhook.pack.TokenScheme;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a sender without a pack of its own proves that it is the one. */
public sealed interface Auth {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        BEARER,
        BASIC,
        TOKEN,
        SIGNATURE
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** Whether it uses the key {@code secrets}. */
    default boolean usesSecrets() {
        return kind() == Kind.TOKEN || kind() == Kind.SIGNATURE;
    }

    /** What the engine is asked to check. */
    Verification verification(List<Secret> secrets, @Nullable Duration tolerance);

    /**
     * The header {@code Authorization} with a bearer token.
     *
     * @param bearer the tokens accepted
     */
    record Bearer(@Option(value = "The bearer tokens that are accepted", min = "1") List<Secret> bearer)
            implements Auth {
        public Bearer {
            bearer = List.copyOf(bearer);
        }

        @Override
        public Kind kind() {
            return Kind.BEARER;
        }

        @Override
        public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
            return Verification.bearer(bearer);
        }
    }

    /**
     * HTTP basic authentication.
     *
     * @param basic the login
     */
    record Basic(@Option("The user name and password that are accepted") Login basic) implements Auth {
        @Override
        public Kind kind() {
            return Kind.BASIC;
        }

        @Override
        public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
            return new Verification.Basic(basic.username, List.of(basic.password));
        }
    }

    /**
     * A user name and a password.
     *
     * @param username the only one accepted
     * @param password the only one accepted
     */
    record Login(
            @Option("The user name that is accepted") String username,
            @Option("The password that is accepted") Secret password) {}

    /**
     * One of the secrets in a header.
     *
     * @param token where it stands
     */
    record Token(@Option("The header that holds one of the secrets as it is") TokenScheme token) implements Auth {
        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
            return token.verification(secrets);
        }
    }

    /**
     * A signature in a header, made with one of the secrets.
     *
     * @param signature how it is made
     */
    record Signed(@Option("How requests are signed with one of the secrets") SignatureScheme signature)
            implements Auth {
        @Override
        public Kind kind() {
            return Kind.SIGNATURE;
        }

        @Override
        public Verification verification(List<Secret> secrets, @Nullable Duration tolerance) {
            return signature.verification(secrets, tolerance);
        }
    }
}
