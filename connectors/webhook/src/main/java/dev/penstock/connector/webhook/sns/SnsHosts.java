package dev.penstock.connector.webhook.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows the hosts of Amazon SNS: whoever could name another one would choose the certificate, or have us call it. */
final class SnsHosts {
    /** {@code sns.REGION.amazonaws.com}, and {@code .com.cn} in China. */
    private static final Pattern HOST =
            Pattern.compile("sns\\.[a-z]{2,4}(-[a-z]+)+-\\d{1,2}\\.amazonaws\\.com(\\.cn)?");

    /** The names that certificates are made for: of the service, or of a region's own signer. */
    private static final Pattern NAME = Pattern.compile(
            "sns\\.amazonaws\\.com(\\.cn)?|sns(-signing)?[.-][a-z0-9-]{4,24}\\.amazonaws\\.(com|com\\.cn|eu)");

    private final List<String> instead;

    /**
     * The hosts.
     *
     * @param instead {@code HOST} or {@code HOST:PORT} of a stand-in; empty: those of Amazon
     */
    SnsHosts(List<String> instead) {
        this.instead =
                instead.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** A URL that may be called. */
    URI allowed(String what, String url) throws NotFromSns {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new NotFromSns("the " + what + " is not a URL");
        }
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        boolean ours = instead.isEmpty()
                ? HOST.matcher(host).matches() && (uri.getPort() == -1 || uri.getPort() == 443)
                : instead.contains(uri.getPort() == -1 ? host : host + ":" + uri.getPort());
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getRawUserInfo() != null || !ours) {
            throw new NotFromSns("the " + what + " is not at https on a host of Amazon SNS");
        }
        return uri;
    }

    /** Whether a certificate for that name may sign messages. */
    boolean signs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return instead.isEmpty()
                ? NAME.matcher(lower).matches()
                : instead.stream().anyMatch(host -> host.equals(lower) || host.startsWith(lower + ":"));
    }
}
