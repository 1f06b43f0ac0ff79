package dev.penstock.runtime.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host a name or an address; empty for all addresses of the machine
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
    /**
     * Reads {@code HOST:PORT}, {@code :PORT}, {@code PORT} or {@code [IPv6]:PORT}.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw wrong(text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= 65_535) {
                return new ListenAddress(host.equals("*") ? "" : host, port);
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "not an address to listen on: '" + text + "'; write HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080");
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        if (host.isEmpty()) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host.isEmpty() ? "*" : host) + ":" + port;
    }
}
