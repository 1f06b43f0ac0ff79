package dev.penstock.toolkit.http;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes context attributes as headers (CloudEvents HTTP binding 1.0.2, section 3.1.3). */
public final class AttributeHeaders {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private AttributeHeaders() {}

    /** Adds all attributes but {@code datacontenttype}, which is the {@code Content-Type}. */
    public static void add(CloudEvent event, BiConsumer<String, String> headers) {
        headers.accept("ce-specversion", event.getSpecVersion().toString());
        headers.accept("ce-id", encode(event.getId()));
        headers.accept("ce-source", encode(event.getSource().toString()));
        headers.accept("ce-type", encode(event.getType()));
        addIfPresent(headers, "ce-subject", event.getSubject());
        addIfPresent(headers, "ce-dataschema", event.getDataSchema());
        addIfPresent(headers, "ce-time", event.getTime());
        for (String name : event.getExtensionNames()) {
            addIfPresent(headers, "ce-" + name, event.getExtension(name));
        }
    }

    private static void addIfPresent(BiConsumer<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.accept(name, encode(text(value)));
        }
    }

    /** The canonical text of a value (CloudEvents 1.0.2, section "Type System"). */
    public static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            return rfc3339(time);
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    private static String rfc3339(OffsetDateTime time) {
        // RFC 3339 has no seconds in an offset
        boolean plain = time.getOffset().getTotalSeconds() % 60 == 0;
        OffsetDateTime shown = plain ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(shown);
    }

    /** Percent-encodes the UTF-8 bytes of space, double quote, percent, and all outside of printable ASCII. */
    public static String encode(String text) {
        int i = 0;
        while (i < text.length() && plain(text.charAt(i))) {
            i++;
        }
        return i == text.length() ? text : encodeFrom(text, i);
    }

    private static String encodeFrom(String text, int from) {
        StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (byte b : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (plain(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }

    private static boolean plain(char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '%';
    }
}
