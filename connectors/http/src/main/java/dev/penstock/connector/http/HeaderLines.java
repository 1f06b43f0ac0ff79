package dev.penstock.connector.http;

import dev.penstock.api.config.Secret;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Checks and collects the headers that all requests carry. */
final class HeaderLines {
    private HeaderLines() {}

    /** Refuses what cannot be sent. */
    static void check(String name, Secret value) {
        if (name.isEmpty() || !name.chars().allMatch(HeaderLines::tokenCharacter)) {
            throw new IllegalArgumentException("'" + name + "' is no name for a header");
        }
        // I7: says where, not what
        if (!value.reveal().chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
            throw new IllegalArgumentException(
                    "the value of the header " + name + " has characters that are not printable ASCII");
        }
    }

    /** Who asks, what is configured, and the proof of who it is unless that changes with time. */
    static Headers common(String connector, Map<String, Secret> configured, @Nullable HttpAuth auth) {
        int at = connector.indexOf('@');
        String agent = at < 0 ? "penstock" : "penstock/" + connector.substring(at + 1);
        Headers.Builder headers = new Headers.Builder().set("User-Agent", agent);
        for (Map.Entry<String, Secret> header : configured.entrySet()) {
            headers.set(header.getKey(), header.getValue().reveal());
        }
        Map.Entry<String, Secret> proof = auth == null ? null : auth.header();
        if (proof != null) {
            headers.set(proof.getKey(), proof.getValue().reveal());
        }
        return headers.build();
    }

    private static boolean tokenCharacter(int c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
}
