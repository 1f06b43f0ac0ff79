package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** How requests prove who sends them. */
public sealed interface HttpAuth {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        BEARER,
        BASIC,
        API_KEY,
        OAUTH2
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** The header that every request carries; null when it changes with time. */
    Map.@Nullable Entry<String, Secret> header();

    /** What must never show: the secrets themselves, and what the header carries. */
    default List<Secret> secrets() {
        Map.Entry<String, Secret> header = header();
        if (header == null) {
            return this instanceof Oauth2 oauth2 ? oauth2.oauth2().secrets() : List.of();
        }
        String value = header.getValue().reveal();
        Secret carried = Secret.of(value.substring(value.indexOf(' ') + 1));
        return this instanceof Basic basic ? List.of(carried, basic.basic().password()) : List.of(carried);
    }

    /** {@code Authorization: Bearer TOKEN}. */
    record Bearer(@Option("Token sent as 'Authorization: Bearer TOKEN'") Secret bearer) implements HttpAuth {
        @Override
        public Kind kind() {
            return Kind.BEARER;
        }

        @Override
        public Map.Entry<String, Secret> header() {
            return Map.entry("Authorization", Secret.of("Bearer " + bearer.reveal()));
        }
    }

    /** HTTP basic authentication, in UTF-8 (RFC 7617). */
    record Basic(@Option("User name and password for HTTP basic authentication") Credentials basic)
            implements HttpAuth {
        @Override
        public Kind kind() {
            return Kind.BASIC;
        }

        @Override
        public Map.Entry<String, Secret> header() {
            String pair = basic.username() + ":" + basic.password().reveal();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return Map.entry("Authorization", Secret.of("Basic " + encoded));
        }
    }

    /** A key in a header of its own. */
    record ApiKey(@Option("A key sent in a header of its own") Key apiKey) implements HttpAuth {
        @Override
        public Kind kind() {
            return Kind.API_KEY;
        }

        @Override
        public Map.Entry<String, Secret> header() {
            return Map.entry(apiKey.header(), apiKey.value());
        }
    }

    /** A token fetched with the client's own credentials, and again before it expires (RFC 6749, section 4.4). */
    record Oauth2(@Option("OAuth2 client credentials, exchanged for a token that is renewed in time") Client oauth2)
            implements HttpAuth {
        @Override
        public Kind kind() {
            return Kind.OAUTH2;
        }

        @Override
        public Map.@Nullable Entry<String, Secret> header() {
            return null;
        }
    }

    /** Where the client's credentials stand in the request for a token. */
    enum SendIn {
        /** In the header, as HTTP basic authentication. */
        HEADER,
        /** Among the parameters in the body. */
        BODY
    }

    /**
     * An OAuth2 client.
     *
     * @param tokenUrl who gives tokens
     * @param clientId its name
     * @param clientSecret its secret
     * @param scope what it asks for
     * @param sendIn where its name and secret stand
     * @param parameters anything else that is wanted
     */
    record Client(
            @Option(value = "Where tokens are given", example = "https://login.example.com/oauth2/token") URI tokenUrl,
            @Option("The client's id") String clientId,
            @Option("The client's secret") Secret clientSecret,
            @Option("What is asked for; several separated by spaces") @Nullable String scope,
            @Option(value = "Where id and secret stand in the request for a token", fallback = "header") SendIn sendIn,
            @Option(value = "Further parameters of that request, such as audience", fallback = "")
                    Map<String, String> parameters) {
        public Client {
            parameters = Map.copyOf(parameters);
            Addresses.check("token-url", tokenUrl);
        }

        /** Where it asks, without the query. */
        String target() {
            return "POST " + Addresses.shown(tokenUrl);
        }

        /** What must never show. */
        List<Secret> secrets() {
            return List.of(clientSecret, Secret.of(encoded()));
        }

        /** The request for a token. */
        Request request() {
            FormBody.Builder form = new FormBody.Builder().add("grant_type", "client_credentials");
            if (scope != null) {
                form.add("scope", scope);
            }
            parameters.forEach(form::add);
            Request.Builder request =
                    new Request.Builder().url(Addresses.parsed(tokenUrl)).header("Accept", "application/json");
            if (sendIn == SendIn.HEADER) {
                request.header("Authorization", "Basic " + encoded());
            } else {
                form.add("client_id", clientId).add("client_secret", clientSecret.reveal());
            }
            return request.post(form.build()).build();
        }

        /** Form-encoded before they are joined (RFC 6749, section 2.3.1). */
        private String encoded() {
            String pair = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                    + URLEncoder.encode(clientSecret.reveal(), StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A user and its password.
     *
     * @param username without a colon
     * @param password anything
     */
    record Credentials(
            @Option(value = "User name", pattern = "[^:]+") String username, @Option("Password") Secret password) {}

    /**
     * A key and where it goes.
     *
     * @param header the header's name
     * @param value the key
     */
    record Key(
            @Option(value = "Name of the header", example = "X-Api-Key") String header,
            @Option("The key") Secret value) {}
}
