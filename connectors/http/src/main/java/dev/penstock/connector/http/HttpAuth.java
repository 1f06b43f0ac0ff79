package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How requests prove who sends them. */
public sealed interface HttpAuth {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        BEARER,
        BASIC,
        API_KEY
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** The header that every request carries. */
    Map.Entry<String, Secret> header();

    /** What must never show: the secrets themselves, and what the header carries. */
    default List<Secret> secrets() {
        String value = header().getValue().reveal();
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
