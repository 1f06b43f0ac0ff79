package __package__;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.toolkit.json.JsonPointer;
import dev.penstock.toolkit.json.JsonPointers;
import dev.penstock.toolkit.json.NotJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Tokens of OAuth2 client credentials, RFC 6749 section 4.4: one is used until the service refuses it. */
// CHECK: __authCheck__
final class Credentials {
    private static final List<JsonPointer> TOKEN = List.of(JsonPointer.parse("/access_token"));

    private final __Name__Source.Config config;
    private @Nullable String token;

    Credentials(__Name__Source.Config config) {
        this.config = config;
    }

    synchronized Request sign(HttpUrl url, Http http, Deadline deadline) {
        if (token == null) {
            token = fetched(http, deadline);
        }
        return new Request.Builder().url(url).header("Authorization", "Bearer " + token).build();
    }

    private String fetched(Http http, Deadline deadline) {
        HttpUrl url = HttpUrl.get(config.tokenUrl());
        FormBody.Builder form = new FormBody.Builder().add("grant_type", "client_credentials");
        if (!config.scope().isEmpty()) {
            form.add("scope", config.scope());
        }
        // section 2.3.1: name and password are encoded before they are put together
        String basic = okhttp3.Credentials.basic(
                encoded(config.clientId()), encoded(config.clientSecret().reveal()), StandardCharsets.UTF_8);
        Http.Answer answer = http.send(
                new Request.Builder().url(url).header("Authorization", basic).post(form.build()).build(), deadline);
        if (!answer.ok()) {
            boolean refused = answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
            String message = url.host() + " gives no token: " + answer.status() + "; check client-id and client-secret";
            throw new ConnectorException(
                    refused ? Failure.user("no-token", message) : Failure.external("no-token", message));
        }
        try {
            String found = JsonPointers.find(answer.body(), TOKEN)[0];
            if (found != null && !found.isEmpty()) {
                return found;
            }
        } catch (NotJson broken) {
            // told below
        }
        throw new ConnectorException(
                Failure.external("no-token", url.host() + " answers without access_token; check token-url"));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether there may be others by now: a token that is refused has expired. */
    synchronized boolean renew() {
        token = null;
        return true;
    }

    /** The address without anything secret, to be kept. */
    static HttpUrl withoutSecrets(HttpUrl url) {
        return url;
    }
}
