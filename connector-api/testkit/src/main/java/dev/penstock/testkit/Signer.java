package dev.penstock.testkit;

import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Verification;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.toolkit.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Proves requests as a sender does, by what the source declares. */
final class Signer {
    private static final String FOREIGN = "bm90LXRoZS1zZWNyZXQtYnV0LWEtZm9yZWlnbi1vbmU=";

    private Signer() {}

    /** The secrets that are accepted, of the first way that has any. */
    static List<Secret> secrets(Verification verification) {
        return switch (verification.kind()) {
            case NONE, BY_SOURCE -> List.of();
            case TOKEN -> ((Verification.Token) verification).secrets();
            case QUERY -> ((Verification.Query) verification).secrets();
            case BASIC -> ((Verification.Basic) verification).passwords();
            case SIGNATURE -> ((Signature) verification).secrets();
            case ANY_OF -> secrets(first(verification));
        };
    }

    /** The first of several ways, or the only one. */
    static Verification first(Verification verification) {
        return verification instanceof Verification.AnyOf anyOf
                ? first(anyOf.ways().get(0))
                : verification;
    }

    /** A secret of the right form that is not one of the accepted. */
    static Secret foreign(Verification verification) {
        return first(verification) instanceof Signature signature
                        && signature.secretEncoding() != Signature.Encoding.TEXT
                ? Secret.of(signature.secretPrefix()
                        + (signature.secretEncoding() == Signature.Encoding.HEX
                                ? "00112233445566778899aabbccddeeff"
                                : FOREIGN))
                : Secret.of(FOREIGN);
    }

    /** Whether this class can prove a request. */
    static boolean canProve(Verification verification) {
        Verification way = first(verification);
        return switch (way.kind()) {
            case NONE, BY_SOURCE, ANY_OF -> false;
            case TOKEN, QUERY, BASIC -> true;
            case SIGNATURE -> ((Signature) way).algorithm() != Signature.Algorithm.ED25519;
        };
    }

    static WebhookRequest prove(WebhookRequest request, Verification verification, Secret secret, Instant at) {
        Verification way = first(verification);
        return switch (way.kind()) {
            case TOKEN -> {
                Verification.Token token = (Verification.Token) way;
                yield with(request, token.header(), token.prefix() + secret.reveal());
            }
            case BASIC -> {
                String pair = ((Verification.Basic) way).username() + ":" + secret.reveal();
                yield with(
                        request,
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            case QUERY -> query(request, ((Verification.Query) way).parameter(), secret);
            case SIGNATURE -> sign(request, (Signature) way, secret, at);
            default -> request;
        };
    }

    private static WebhookRequest query(WebhookRequest request, String parameter, Secret secret) {
        String own = parameter + "=" + java.net.URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8);
        String query = request.query().isEmpty() ? own : request.query() + "&" + own;
        return new WebhookRequest(request.method(), request.path(), query, lines(request), request.body());
    }

    private static WebhookRequest sign(WebhookRequest request, Signature scheme, Secret secret, Instant at) {
        String seconds = String.valueOf(at.getEpochSecond());
        Signature.Timestamp place = scheme.timestamp();
        WebhookRequest timed = request;
        if (place != null && !place.header().equalsIgnoreCase(scheme.header())) {
            timed = with(request, place.header(), place.prefix() + seconds);
        }
        Hmac hmac = new Hmac(algorithm(scheme), key(scheme, secret));
        byte[] signature = hmac.sign(content(timed, scheme.content(), seconds));
        String text = scheme.encoding() == Signature.Encoding.HEX
                ? HexFormat.of().formatHex(signature)
                : Base64.getEncoder().encodeToString(signature);
        String value = scheme.prefix() + text;
        if (place != null && place.header().equalsIgnoreCase(scheme.header())) {
            value = place.prefix() + seconds + scheme.separator() + value;
        }
        return with(timed, scheme.header(), value);
    }

    private static Hmac.Algorithm algorithm(Signature scheme) {
        return switch (scheme.algorithm()) {
            case HMAC_SHA1 -> Hmac.Algorithm.SHA1;
            case HMAC_SHA256 -> Hmac.Algorithm.SHA256;
            case HMAC_SHA512 -> Hmac.Algorithm.SHA512;
            case ED25519 -> throw new IllegalStateException("only the sender has the key that signs");
        };
    }

    private static byte[] key(Signature scheme, Secret secret) {
        String text = secret.reveal();
        if (text.startsWith(scheme.secretPrefix())) {
            text = text.substring(scheme.secretPrefix().length());
        }
        return switch (scheme.secretEncoding()) {
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
            case HEX -> HexFormat.of().parseHex(text);
            case BASE64 -> Base64.getDecoder().decode(text);
        };
    }

    private static byte[][] content(WebhookRequest request, String template, String seconds) {
        List<byte[]> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            parts.add(bytes(template.substring(at, open)));
            String name = template.substring(open + 1, close);
            if (name.equals("body")) {
                parts.add(request.body());
            } else {
                parts.add(bytes(
                        name.equals("timestamp")
                                ? seconds
                                : Objects.requireNonNullElse(request.header(name.substring("header:".length())), "")));
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
    static WebhookRequest with(WebhookRequest request, String name, @Nullable String value) {
        List<WebhookRequest.Header> lines = lines(request);
        lines.removeIf(line -> line.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
        if (value != null) {
            lines.add(new WebhookRequest.Header(name, value));
        }
        return new WebhookRequest(request.method(), request.path(), request.query(), lines, request.body());
    }

    static WebhookRequest with(WebhookRequest request, String method, byte[] body) {
        return new WebhookRequest(method, request.path(), request.query(), lines(request), body);
    }

    private static List<WebhookRequest.Header> lines(WebhookRequest request) {
        List<WebhookRequest.Header> lines = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            header.getValue().forEach(value -> lines.add(new WebhookRequest.Header(header.getKey(), value)));
        }
        return lines;
    }
}
