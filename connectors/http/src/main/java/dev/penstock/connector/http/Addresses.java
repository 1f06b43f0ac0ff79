package dev.penstock.connector.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import okhttp3.HttpUrl;

/** Checks and shows addresses. */
final class Addresses {
    private Addresses() {}

    /** Refuses what is no HTTP address, and one that holds a password. */
    static void check(String key, URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null || HttpUrl.get(url) == null) {
            throw new IllegalArgumentException(key + " must begin with http:// or https:// and a host");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(key + " holds a user or password; write them under auth: {basic: ...}");
        }
    }

    /** An address that was checked. */
    static HttpUrl parsed(URI url) {
        return Objects.requireNonNull(HttpUrl.get(url), "checked before");
    }

    /** Without path and query: some services take one that is a secret. */
    static String shown(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority(); // I7
    }

    /** Whether what may be sent to the one may be sent to the other. */
    static boolean sameOrigin(HttpUrl a, HttpUrl b) {
        return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
    }

    /** Whether the second is the same host, reached in the same way or by its usual secure port. */
    static boolean sameHost(HttpUrl from, HttpUrl to) {
        boolean upgraded = !from.isHttps() && to.isHttps() && to.port() == 443 && from.port() == 80;
        return sameOrigin(from, to) || (upgraded && from.host().equals(to.host()));
    }
}
