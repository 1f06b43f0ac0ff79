package dev.penstock.runtime.admin;

import dev.penstock.api.config.Secret;
import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.gateway.ListenAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Decides who may administer: whoever has the token; without a token, this machine only.
 *
 * <p>Without a token, a browser on this machine could be led here by a foreign page under a foreign name (DNS rebinding);
 * so changes are then taken only under a local name and never from a page.
 */
public final class AdminGate {
    private static final String BEARER = "Bearer ";

    private final Optional<Secret> token;

    /**
     * The gate of an address.
     *
     * @throws EnvironmentProblem when others can reach the address and there is no token
     */
    public AdminGate(ListenAddress address, Optional<Secret> token) {
        if (token.isEmpty() && !address.isLoopback()) {
            throw new EnvironmentProblem("administration can be reached from other machines and has no token: "
                    + address + "; set --admin-token-file or PENSTOCK_ADMIN_TOKEN, or listen on 127.0.0.1");
        }
        this.token = token;
    }

    /** Whether the request may read. */
    public boolean mayRead(Request request) {
        return token.isEmpty() || hasToken(request, token.get());
    }

    /** Whether the request may change something. */
    public boolean mayChange(Request request) {
        return token.isPresent()
                ? hasToken(request, token.get())
                : isLocalName(Request.getServerName(request))
                        && !request.getHeaders().contains(HttpHeader.ORIGIN);
    }

    private static boolean hasToken(Request request, Secret expected) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        expected.reveal().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLocalName(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.equals("::1") || isLocalAddress(host);
    }

    /** Four numbers that begin with 127; a name such as 127.evil.example is none. */
    private static boolean isLocalAddress(String host) {
        return host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
