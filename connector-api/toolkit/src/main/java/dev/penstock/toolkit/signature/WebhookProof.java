package dev.penstock.toolkit.signature;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Proves a webhook request as its sender does, by what its receiver declares: for tests, and for trying a receiver out.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class WebhookProof {
    private final Verification way;

    /**
     * Proves by that way; of several, by the first.
     *
     * @param declared what the receiver checks
     */
    public WebhookProof(Verification declared) {
        this.way = first(declared);
    }

    private static Verification first(Verification verification) {
        return verification instanceof Verification.AnyOf anyOf
                ? first(anyOf.ways().get(0))
                : verification;
    }

    /** The way that is proved by. */
    public Verification way() {
        return way;
    }

    /** The secrets that the receiver accepts, in its order. */
    public List<Secret> secrets() {
        return switch (way.kind()) {
            case NONE, BY_SOURCE, ANY_OF -> List.of();
            case TOKEN -> ((Verification.Token) way).secrets();
            case QUERY -> ((Verification.Query) way).secrets();
            case BASIC -> ((Verification.Basic) way).passwords();
            case SIGNATURE -> ((Signature) way).secrets();
        };
    }

    /**
     * Whether a secret that the receiver knows is enough to prove a request. It is not where the receiver has a public key only,
     * or checks in a way of its own, or lets anyone in.
     */
    public boolean possible() {
        return switch (way.kind()) {
            case NONE, BY_SOURCE, ANY_OF -> false;
            case TOKEN, QUERY, BASIC -> true;
            case SIGNATURE -> ((Signature) way).algorithm() != Signature.Algorithm.ED25519;
        };
    }

    /**
     * The request with its proof in place of one it may have.
     *
     * @param at the time of signing, where that is part of it
     * @throws IllegalArgumentException when the secret is malformed; the message does not show it
     * @throws IllegalStateException when it is not {@link #possible}
     */
    public WebhookRequest prove(WebhookRequest request, Secret secret, Instant at) {
        return switch (way.kind()) {
            case TOKEN -> {
                Verification.Token token = (Verification.Token) way;
                yield with(request, token.header(), token.prefix() + secret.reveal());
            }
            case BASIC -> {
                String pair = ((Verification.Basic) way).username() + ":" + secret.reveal();
                yield with(
                        request, "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes(pair)));
            }
            case QUERY -> query(request, ((Verification.Query) way).parameter(), secret);
            case SIGNATURE -> sign(request, (Signature) way, secret, at);
            case NONE, BY_SOURCE, ANY_OF ->
                throw new IllegalStateException("a secret proves nothing to this receiver: " + way.kind());
        };
    }

    private static WebhookRequest query(WebhookRequest request, String parameter, Secret secret) {
        String own = parameter + "=" + URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8);
        String query = request.query().isEmpty() ? own : request.query() + "&" + own;
        return new WebhookRequest(request.method(), request.path(), query, lines(request), request.body());
    }

    private static WebhookRequest sign(WebhookRequest request, Signature scheme, Secret secret, Instant at) {
        String seconds = String.valueOf(at.getEpochSecond());
        Signature.Timestamp place = scheme.timestamp();
        boolean together = place != null && place.header().equalsIgnoreCase(scheme.header());
        WebhookRequest timed =
                place == null || together ? request : with(request, place.header(), place.prefix() + seconds);
        byte[] signature = hmac(scheme, secret).sign(content(timed, scheme.content(), seconds));
        String value = scheme.prefix()
                + (scheme.encoding() == Signature.Encoding.HEX
                        ? HexFormat.of().formatHex(signature)
                        : Base64.getEncoder().encodeToString(signature));
        if (place != null && together) {
            value = place.prefix() + seconds + scheme.separator() + value;
        }
        return with(timed, scheme.header(), value);
    }

    private static Hmac hmac(Signature scheme, Secret secret) {
        Hmac.Algorithm algorithm =
                switch (scheme.algorithm()) {
                    case HMAC_SHA1 -> Hmac.Algorithm.SHA1;
                    case HMAC_SHA256 -> Hmac.Algorithm.SHA256;
                    case HMAC_SHA512 -> Hmac.Algorithm.SHA512;
                    case ED25519 -> throw new IllegalStateException("only the sender has the key that signs");
                };
        return new Hmac(algorithm, key(scheme, secret));
    }

    private static byte[] key(Signature scheme, Secret secret) {
        String text = secret.reveal();
        String written = text.startsWith(scheme.secretPrefix())
                ? text.substring(scheme.secretPrefix().length())
                : text;
        try {
            return switch (scheme.secretEncoding()) {
                case TEXT -> bytes(written);
                case HEX -> HexFormat.of().parseHex(written);
                case BASE64 -> Base64.getDecoder().decode(written);
            };
        } catch (IllegalArgumentException e) {
            // I7: the decoder's message would show a part of it, so it is no cause either
            throw new IllegalArgumentException("the secret is not " + scheme.secretEncoding()
                    + (scheme.secretPrefix().isEmpty() ? "" : " after " + scheme.secretPrefix())
                    + "; copy it again");
        }
    }

    private static byte[][] content(WebhookRequest request, String template, String seconds) {
        List<byte[]> parts = new ArrayList<>();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            parts.add(bytes(template.substring(at, open)));
            String name = template.substring(open + 1, close);
            if (name.equals("body")) {
                parts.add(request.body());
            } else if (name.equals("timestamp")) {
                parts.add(bytes(seconds));
            } else {
                String header = request.header(name.substring("header:".length()));
                parts.add(bytes(Objects.requireNonNullElse(header, "")));
            }
            at = close + 1;
        }
        parts.add(bytes(template.substring(at)));
        return parts.toArray(byte[][]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The request with that header in place of what it had under the name; null takes it away. */
    public static WebhookRequest with(WebhookRequest request, String name, @Nullable String value) {
        List<WebhookRequest.Header> lines = lines(request);
        lines.removeIf(line -> line.name().equalsIgnoreCase(name));
        if (value != null) {
            lines.add(new WebhookRequest.Header(name, value));
        }
        return new WebhookRequest(request.method(), request.path(), request.query(), lines, request.body());
    }

    private static List<WebhookRequest.Header> lines(WebhookRequest request) {
        List<WebhookRequest.Header> lines = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            header.getValue().forEach(value -> lines.add(new WebhookRequest.Header(header.getKey(), value)));
        }
        return lines;
    }
}
