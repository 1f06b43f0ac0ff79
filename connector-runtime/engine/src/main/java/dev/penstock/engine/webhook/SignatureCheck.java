package dev.penstock.engine.webhook;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Signature.Timestamp;
import dev.penstock.api.webhook.WebhookRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a signature scheme: finds the signatures and the time in the headers, then asks every key. */
final class SignatureCheck {
    /** More signatures in one header are not tried: nobody changes that many keys at once. */
    private static final int MOST_SIGNATURES = 16;

    private final Signature scheme;
    private final SignedContent content;
    private final InstantSource clock;
    private final List<SigningKey> keys = new ArrayList<>();

    SignatureCheck(Signature scheme, InstantSource clock) {
        this.scheme = scheme;
        this.clock = clock;
        this.content = new SignedContent(scheme.content());
        if (scheme.encoding() == Signature.Encoding.TEXT) {
            throw wrong("a signature is written in hex or base64, not as text");
        }
        if (content.needsTimestamp() && scheme.timestamp() == null) {
            throw wrong("the signed content holds {timestamp}, but nothing says in which header it stands");
        }
        for (Secret secret : Secrets.required(scheme.secrets())) {
            byte[] decoded = Secrets.decoded(secret, scheme.secretEncoding(), scheme.secretPrefix());
            keys.add(SigningKey.of(scheme, content, decoded));
        }
    }

    Verdict verify(WebhookRequest request) {
        List<String> values = request.headers(scheme.header());
        if (values.size() != 1) {
            return Verifier.count(scheme.header(), values);
        }
        List<String> signatures = parts(values.get(0), scheme.prefix());
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            return Verdict.refused("the header " + scheme.header() + " holds no signature of the form expected");
        }
        String missing = content.missing(request);
        if (!missing.isEmpty()) {
            return Verifier.count(missing, request.headers(missing));
        }
        String timestamp = "";
        if (scheme.timestamp() != null) {
            timestamp = timestamp(request, scheme.timestamp());
            if (timestamp == null) {
                return Verdict.refused("the time of signing is missing or not in seconds since 1970");
            }
            if (!recent(timestamp)) {
                return Verdict.refused("the time of signing is further from now than is tolerated");
            }
        }
        return signed(request, timestamp, signatures)
                ? Verdict.OK
                : Verdict.refused("the signature in the header " + scheme.header() + " does not match the body");
    }

    private boolean signed(WebhookRequest request, String timestamp, List<String> signatures) {
        boolean found = false;
        try {
            for (SigningKey key : keys) {
                // no early end: which of the secrets fits is nobody's business
                found |= key.signed(request, timestamp, signatures);
            }
        } catch (GeneralSecurityException e) {
            return false;
        }
        return found;
    }

    /** The parts of a header that begin with the prefix, without it; none when one holds more than ASCII. */
    private List<String> parts(String value, String prefix) {
        List<String> found = new ArrayList<>(1);
        if (!Ascii.only(value)) {
            return found;
        }
        int at = 0;
        while (at <= value.length()) {
            int end = scheme.separator().isEmpty() ? -1 : value.indexOf(scheme.separator(), at);
            String part = value.substring(at, end < 0 ? value.length() : end).strip();
            if (part.startsWith(prefix) && part.length() > prefix.length()) {
                found.add(part.substring(prefix.length()));
            }
            if (end < 0) {
                break;
            }
            at = end + scheme.separator().length();
        }
        return found;
    }

    private @Nullable String timestamp(WebhookRequest request, Timestamp place) {
        List<String> values = request.headers(place.header());
        if (values.size() != 1) {
            return null;
        }
        List<String> found =
                place.prefix().isEmpty() ? List.of(values.get(0).strip()) : parts(values.get(0), place.prefix());
        if (found.size() != 1) {
            return null;
        }
        String text = found.get(0);
        // 11 digits last until the year 5138 and fit any arithmetic
        boolean digits = !text.isEmpty() && text.length() <= 11 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? text : null;
    }

    private boolean recent(String timestamp) {
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        // both ways: a sender's clock that runs ahead must not make a signature live longer
        return Duration.between(signedAt, clock.instant()).abs().compareTo(scheme.tolerance()) <= 0;
    }

    private static ConnectorException wrong(String message) {
        return new ConnectorException(Failure.user("bad-signature-scheme", message));
    }
}
