package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.json.Rfc3339;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Makes attributes of what triggers say about where and when something happened. */
final class Origin {
    /** Seconds since 1970 have fewer digits until the year 5138. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private Origin() {}

    /** A source: a path of the parts that are there, each encoded, so that no two origins share one. */
    static URI source(String service, @Nullable String... parts) {
        StringBuilder path = new StringBuilder("/huaweicloud/").append(service);
        for (String part : parts) {
            if (part != null && !part.isEmpty()) {
                path.append('/')
                        .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
            }
        }
        return URI.create(path.toString());
    }

    /** A time written as RFC 3339, or as seconds or milliseconds since 1970; null for anything else. */
    static @Nullable OffsetDateTime time(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Rfc3339.parse(text);
        }
        try {
            long number = Long.parseLong(text);
            Instant instant = number < MILLISECONDS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
            return time.getYear() <= 9999 ? time : null;
        } catch (NumberFormatException | DateTimeException tooLarge) {
            return null;
        }
    }
}
