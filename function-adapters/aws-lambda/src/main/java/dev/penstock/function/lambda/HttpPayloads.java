package dev.penstock.function.lambda;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.api.webhook.WebhookRequest.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the HTTP requests of API Gateway, function URLs and load balancers, with the bytes of the body as they were sent. */
final class HttpPayloads {
    private HttpPayloads() {}

    /** The request; null when the payload is none. */
    static Payload.@Nullable Http read(Json payload) {
        if (payload.at("requestContext", "http") != null) {
            return new Payload.Http(HttpForm.GATEWAY_V2, second(payload), false);
        }
        if (payload.text("httpMethod") == null) {
            return null;
        }
        boolean balancer = payload.at("requestContext", "elb") != null;
        HttpForm form = balancer ? HttpForm.LOAD_BALANCER : HttpForm.GATEWAY_V1;
        boolean many = payload.at("multiValueHeaders") != null;
        return new Payload.Http(form, first(payload, balancer), many);
    }

    private static WebhookRequest first(Json payload, boolean balancer) {
        List<Header> headers = new ArrayList<>();
        Map<String, Json> many = payload.members("multiValueHeaders");
        many.forEach((name, values) -> values.items().forEach(value -> headers.add(new Header(name, value.text()))));
        if (many.isEmpty()) {
            single(payload, headers);
        }
        String path = orRoot(payload.text("path"));
        return new WebhookRequest(
                payload.need("httpMethod").toUpperCase(Locale.ROOT),
                balancer ? decoded(path) : path,
                query(payload, balancer),
                headers,
                body(payload));
    }

    private static WebhookRequest second(Json payload) {
        List<Header> headers = new ArrayList<>();
        single(payload, headers);
        List<Json> cookies = payload.items("cookies");
        if (!cookies.isEmpty()) {
            headers.add(new Header("Cookie", cookies.stream().map(Json::text).collect(Collectors.joining("; "))));
        }
        String path = orRoot(payload.text("rawPath"));
        String domain = payload.text("requestContext", "domainName");
        if (domain != null && domain.contains(".lambda-url.")) {
            path = decoded(path); // the API Gateway has done that already
        } else {
            path = withoutStage(path, payload.text("requestContext", "stage"));
        }
        String query = payload.text("rawQueryString");
        return new WebhookRequest(
                payload.need("requestContext", "http", "method").toUpperCase(Locale.ROOT),
                path,
                query == null ? "" : query,
                headers,
                body(payload));
    }

    private static void single(Json payload, List<Header> headers) {
        for (Map.Entry<String, Json> header : payload.members("headers").entrySet()) {
            headers.add(new Header(header.getKey(), header.getValue().text()));
        }
    }

    private static String orRoot(@Nullable String path) {
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** A stage other than the default one stands in front of the path, and no webhook knows of it. */
    private static String withoutStage(String path, @Nullable String stage) {
        String prefix = "/" + stage;
        if (stage == null || stage.equals("$default") || !(path + "/").startsWith(prefix + "/")) {
            return path;
        }
        return orRoot(path.substring(prefix.length()));
    }

    /** The load balancer hands the query on as it was sent, the API Gateway decoded. */
    private static String query(Json payload, boolean raw) {
        List<String> parts = new ArrayList<>();
        Map<String, Json> many = payload.members("multiValueQueryStringParameters");
        many.forEach((name, values) -> values.items().forEach(value -> parts.add(part(name, value.text(), raw))));
        if (many.isEmpty()) {
            payload.members("queryStringParameters").forEach((name, value) -> parts.add(part(name, value.text(), raw)));
        }
        return String.join("&", parts);
    }

    private static String part(String name, String value, boolean raw) {
        return raw ? name + "=" + value : encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return java.net.URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }

    private static byte[] body(Json payload) {
        String body = payload.text("body");
        if (body == null) {
            return new byte[0];
        }
        return "true".equals(payload.text("isBase64Encoded"))
                ? DataTypes.decoded(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }
}
