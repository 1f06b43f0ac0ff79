package dev.penstock.serve.route;

import dev.penstock.api.webhook.WebhookRequest.Header;
import dev.penstock.runtime.gateway.RawRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that go on with a request, and those that come back with its answer: all but those that speak of one connection
 * (RFC 9110, section 7.6.1), with the client's address, name and scheme in {@code X-Forwarded-*}.
 */
final class ForwardedHeaders {
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "content-length",
            "host");

    private ForwardedHeaders() {}

    /** What the instance is sent. */
    static List<Header> of(RawRequest request) {
        List<Header> headers = endToEnd(request.headers());
        String before = removeAll(headers, "X-Forwarded-For");
        headers.add(
                new Header("X-Forwarded-For", before.isEmpty() ? request.client() : before + ", " + request.client()));
        removeAll(headers, "X-Forwarded-Proto");
        headers.add(new Header("X-Forwarded-Proto", request.scheme()));
        if (!request.host().isEmpty()) {
            removeAll(headers, "X-Forwarded-Host");
            headers.add(new Header("X-Forwarded-Host", request.host()));
        }
        return headers;
    }

    /** Without those of one hop; a list that may be changed. */
    static List<Header> endToEnd(List<Header> headers) {
        List<String> named = new ArrayList<>();
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Connection")) {
                for (String name : header.value().split(",")) {
                    named.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        List<Header> kept = new ArrayList<>(headers.size() + 3);
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!OF_ONE_HOP.contains(name) && !named.contains(name)) {
                kept.add(header);
            }
        }
        return kept;
    }

    /** Removes a header; its values, joined. */
    private static String removeAll(List<Header> headers, String name) {
        StringBuilder values = new StringBuilder();
        headers.removeIf(header -> {
            boolean found = header.name().equalsIgnoreCase(name);
            if (found) {
                values.append(values.length() == 0 ? "" : ", ").append(header.value());
            }
            return found;
        });
        return values.toString();
    }
}
