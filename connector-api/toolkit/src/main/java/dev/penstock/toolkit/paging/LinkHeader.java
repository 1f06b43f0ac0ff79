package dev.penstock.toolkit.paging;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the next page in {@code Link} headers (RFC 8288). */
public final class LinkHeader {
    private LinkHeader() {}

    /**
     * The target of the first link whose relation types contain {@code next}, or null when there is none.
     *
     * @param values of all {@code Link} headers of an answer
     * @param base the address that was asked, for relative targets
     */
    public static @Nullable URI next(List<String> values, URI base) {
        for (String value : values) {
            Scanner scanner = new Scanner(value);
            while (scanner.link()) {
                if (scanner.next) {
                    return resolve(scanner.target, base);
                }
            }
        }
        return null;
    }

    private static @Nullable URI resolve(String target, URI base) {
        try {
            // Java resolves a bare query by the older RFC 2396 and drops the last segment of the path
            return base.resolve(target.startsWith("?") ? base.getRawPath() + target : target);
        } catch (IllegalArgumentException e) {
            return null; // not an address
        }
    }

    /** Reads links one by one; commas and semicolons inside targets and quotes are part of them. */
    private static final class Scanner {
        private final String text;
        private int at;
        private String target = "";
        private boolean next;

        Scanner(String text) {
            this.text = text;
        }

        boolean link() {
            int open = text.indexOf('<', at);
            int close = open < 0 ? -1 : text.indexOf('>', open);
            if (close < 0) {
                return false;
            }
            target = text.substring(open + 1, close).strip();
            at = close + 1;
            next = false;
            boolean related = false;
            while (at < text.length() && text.charAt(at) != ',') {
                at++; // the semicolon
                String name = token("=;,").strip().toLowerCase(Locale.ROOT);
                String value = at < text.length() && text.charAt(at) == '=' ? parameterValue() : "";
                if (name.equals("rel") && !related) {
                    related = true; // only the first counts
                    next = List.of(value.toLowerCase(Locale.ROOT).split("\\s+")).contains("next");
                }
            }
            return true;
        }

        private String parameterValue() {
            at++;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length() || text.charAt(at) != '"') {
                return token(";,").strip();
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at++;
            token(";,");
            return value.toString().strip();
        }

        private String token(String ends) {
            int from = Math.min(at, text.length());
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, Math.min(at, text.length()));
        }
    }
}
