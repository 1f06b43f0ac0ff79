package dev.penstock.toolkit.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads media types such as {@code application/json; charset=utf-8} (RFC 9110, section 8.3.1). */
public final class MediaTypes {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private MediaTypes() {}

    /** Whether the text is a well-formed media type, parameters included. */
    public static boolean isMediaType(String text) {
        int slash = token(text, 0);
        if (slash == 0 || slash >= text.length() || text.charAt(slash) != '/') {
            return false;
        }
        int at = token(text, slash + 1);
        if (at == slash + 1) {
            return false;
        }
        at = space(text, at);
        while (at < text.length()) {
            if (text.charAt(at) != ';') {
                return false;
            }
            at = space(text, at + 1);
            if (at < text.length() && text.charAt(at) != ';') {
                at = parameter(text, at);
                if (at < 0) {
                    return false;
                }
            }
            at = space(text, at);
        }
        return true;
    }

    /** Whether it declares JSON: any type with the subtype {@code json} or the suffix {@code +json}. */
    public static boolean isJson(String mediaType) {
        int end = essence(mediaType);
        return ends(mediaType, end, "/json") || ends(mediaType, end, "+json");
    }

    /** Whether it declares text: {@code text/…} or XML. */
    public static boolean isText(String mediaType) {
        int end = essence(mediaType);
        return mediaType.regionMatches(true, 0, "text/", 0, 5)
                || ends(mediaType, end, "/xml")
                || ends(mediaType, end, "+xml");
    }

    /** The parameter {@code charset}, lower case, or null. */
    public static @Nullable String charset(String mediaType) {
        int at = mediaType.indexOf(';');
        if (at < 0) {
            return null;
        }
        for (String parameter : mediaType.substring(at + 1).split(";", -1)) {
            String stripped = parameter.strip();
            if (stripped.regionMatches(true, 0, "charset=", 0, 8)) {
                return stripped.substring(8).replace("\"", "").strip().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static int essence(String mediaType) {
        int end = mediaType.indexOf(';');
        end = end < 0 ? mediaType.length() : end;
        while (end > 0 && mediaType.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    private static boolean ends(String text, int end, String suffix) {
        return text.regionMatches(true, end - suffix.length(), suffix, 0, suffix.length());
    }

    private static int parameter(String text, int start) {
        int at = token(text, start);
        if (at == start || at >= text.length() || text.charAt(at) != '=') {
            return -1;
        }
        at++;
        if (at >= text.length() || text.charAt(at) != '"') {
            int end = token(text, at);
            return end == at ? -1 : end;
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\') {
                at++;
            } else if (c < ' ' && c != '\t') {
                return -1;
            }
        }
        return -1;
    }

    private static int token(String text, int start) {
        int at = start;
        while (at < text.length()
                && ((text.charAt(at) < 128 && Character.isLetterOrDigit(text.charAt(at)))
                        || TOKEN_SIGNS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int space(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
