package dev.penstock.runtime.gateway;

import org.eclipse.jetty.server.Request;

/** The path of a request. */
final class Paths {
    private Paths() {}

    /** Decoded, without query; empty when the request has none ({@code OPTIONS *}). */
    static String of(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "" : path;
    }
}
