package dev.penstock.connector.jdbc;

import dev.penstock.api.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JDBC URL that may hold a password, and how to speak of it without. */
final class DatabaseUrl {
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(pass|pwd|secret|token|key|credential|private).*");
    private static final Pattern PARAMETER = Pattern.compile("[?&;]([^=?&;]+)=([^&;]*)");
    private static final Pattern USER = Pattern.compile("^jdbc:[^?;]*?[:/]([^:/@?;]+)[:/]([^@?;]+)@");
    private static final int CERTAINLY_A_SECRET = 8;

    private final String url;
    private final String target;
    private final List<String> secrets = new ArrayList<>();

    DatabaseUrl(String url, @Nullable Secret password, Map<String, Secret> properties) {
        this.url = url;
        this.target = target(url);
        if (password != null) {
            add(password.reveal());
        }
        properties.forEach((name, value) -> {
            String text = value.reveal();
            if (SECRET_NAME.matcher(name).matches() || text.length() >= CERTAINLY_A_SECRET) {
                add(text);
            }
        });
        for (Matcher found = PARAMETER.matcher(url); found.find(); ) {
            if (SECRET_NAME.matcher(found.group(1)).matches()) {
                add(found.group(2));
            }
        }
        Matcher user = USER.matcher(url);
        if (user.find()) {
            add(user.group(2));
        }
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    String url() {
        return url;
    }

    /** The part that names the database: no user, no parameters. */
    String target() {
        return target;
    }

    /** The text, one line, without what must never show. */
    String mask(String text) {
        String masked = text.replace(url, target); // I7
        for (String secret : secrets) {
            masked = masked.replace(secret, "******"); // I7
        }
        StringBuilder line = new StringBuilder();
        masked.strip().chars().limit(400).forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        return line.toString().replaceAll(" {2,}", " ");
    }

    private void add(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            try {
                String decoded = URLDecoder.decode(secret, StandardCharsets.UTF_8);
                if (!decoded.equals(secret) && !decoded.isEmpty()) {
                    secrets.add(decoded);
                }
            } catch (IllegalArgumentException e) {
                // Not encoded, then.
            }
        }
    }

    private static String target(String url) {
        String text = url.startsWith("jdbc:") ? url.substring(5) : url;
        int end = 0;
        while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != ';') {
            end++;
        }
        text = text.substring(0, end);
        Dialect dialect = Dialect.of(url);
        int at = dialect.embedded(url) ? -1 : text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        String scheme = text.substring(0, text.indexOf(':') + 1);
        return scheme + (text.startsWith("//", scheme.length()) ? "//" : "") + text.substring(at + 1);
    }
}
