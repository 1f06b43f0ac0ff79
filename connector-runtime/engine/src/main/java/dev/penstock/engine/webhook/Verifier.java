package dev.penstock.engine.webhook;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Checks that a request comes from the sender, as the source has declared it.
 *
 * <p>May be used by several threads at once; never blocks and never throws, whatever a request contains. Every comparison
 * with a secret takes the same time wherever the first difference is, and every live secret is compared.
 */
public final class Verifier {
    private final Check check;

    /**
     * A verifier.
     *
     * @param verification what the source declares
     * @param clock tells the age of a signature
     * @throws dev.penstock.api.ConnectorException when no request could ever pass: no secret, or one that cannot be decoded
     */
    public Verifier(Verification verification, InstantSource clock) {
        this.check = check(verification, clock);
    }

    /** Whether the request proves where it comes from. */
    public Verdict verify(WebhookRequest request) {
        return check.verify(request);
    }

    private static Check check(Verification verification, InstantSource clock) {
        return switch (verification.kind()) {
            case NONE -> request -> Verdict.OK;
            case TOKEN -> token((Verification.Token) verification);
            case QUERY -> query((Verification.Query) verification);
            case BASIC -> basic((Verification.Basic) verification);
            case SIGNATURE -> new SignatureCheck((Signature) verification, clock)::verify;
            case ANY_OF -> anyOf((Verification.AnyOf) verification, clock);
            // the intake asks the source instead; whoever forgets to lets nobody in
            case BY_SOURCE -> request -> Verdict.refused("only the source itself can tell who sent this");
        };
    }

    private static Check anyOf(Verification.AnyOf anyOf, InstantSource clock) {
        List<Check> ways = new ArrayList<>();
        for (Verification way : anyOf.ways()) {
            ways.add(check(way, clock));
        }
        return request -> {
            Verdict verdict = Verdict.refused("no way to prove who sent this is configured");
            for (Check way : ways) {
                verdict = way.verify(request);
                if (verdict.ok()) {
                    break;
                }
            }
            return verdict;
        };
    }

    private static Check query(Verification.Query query) {
        List<byte[]> secrets = new ArrayList<>();
        for (Secret secret : Secrets.required(query.secrets())) {
            secrets.add(secret.reveal().getBytes(StandardCharsets.UTF_8));
        }
        return request -> {
            List<String> values = QueryValues.of(request.query(), query.parameter());
            if (values.size() != 1) {
                return Verdict.refused("the query parameter " + query.parameter()
                        + (values.isEmpty() ? " is missing" : " stands there more than once"));
            }
            return oneOf(secrets, values.get(0).getBytes(StandardCharsets.UTF_8))
                    ? Verdict.OK
                    : Verdict.refused("the query parameter " + query.parameter() + " is not one that is accepted");
        };
    }

    private static Check token(Verification.Token token) {
        List<byte[]> secrets = new ArrayList<>();
        for (Secret secret : Secrets.required(token.secrets())) {
            secrets.add(secret.reveal().getBytes(StandardCharsets.UTF_8));
        }
        String prefix = token.prefix();
        return request -> {
            List<String> values = request.headers(token.header());
            if (values.size() != 1) {
                return count(token.header(), values);
            }
            String value = values.get(0).strip();
            if (!value.regionMatches(true, 0, prefix, 0, prefix.length()) || !Ascii.only(value)) {
                return Verdict.refused("the header " + token.header() + " is not of the form expected");
            }
            return oneOf(secrets, value.substring(prefix.length()).strip().getBytes(StandardCharsets.US_ASCII))
                    ? Verdict.OK
                    : Verdict.refused("the token in the header " + token.header() + " is not one that is accepted");
        };
    }

    private static Check basic(Verification.Basic basic) {
        List<byte[]> accepted = new ArrayList<>();
        for (Secret password : Secrets.required(basic.passwords())) {
            accepted.add((basic.username() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8));
        }
        return request -> {
            List<String> values = request.headers("Authorization");
            if (values.size() != 1) {
                return count("Authorization", values);
            }
            String value = values.get(0).strip();
            if (!value.regionMatches(true, 0, "Basic ", 0, 6)) {
                return Verdict.refused("the header Authorization does not hold basic credentials");
            }
            try {
                byte[] given = Base64.getDecoder().decode(value.substring(6).strip());
                return oneOf(accepted, given)
                        ? Verdict.OK
                        : Verdict.refused("the user name or password is not one that is accepted");
            } catch (IllegalArgumentException e) {
                return Verdict.refused("the credentials in the header Authorization are not Base64");
            }
        };
    }

    /** Why a header that has to stand once does not count. */
    static Verdict count(String header, List<String> values) {
        return Verdict.refused(
                values.isEmpty()
                        ? "the header " + header + " is missing"
                        : "the header " + header + " stands there more than once");
    }

    /** Compares all, whichever matches, so that the time says nothing. */
    static boolean oneOf(List<byte[]> accepted, byte[] given) {
        boolean found = false;
        for (byte[] each : accepted) {
            found |= MessageDigest.isEqual(each, given);
        }
        return found;
    }

    /** One way to check a request. */
    @FunctionalInterface
    private interface Check {
        Verdict verify(WebhookRequest request);
    }
}
