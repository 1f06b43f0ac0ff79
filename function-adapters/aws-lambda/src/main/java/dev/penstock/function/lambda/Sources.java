package dev.penstock.function.lambda;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns what services write into values of attributes. */
final class Sources {
    private Sources() {}

    /** The text as a URI; what no URI may hold is percent-encoded. */
    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            StringBuilder encoded = new StringBuilder();
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (b & 0xff);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (letter || "-._~:/@".indexOf(c) >= 0) {
                    encoded.append(c);
                } else {
                    encoded.append(String.format("%%%02X", (int) c));
                }
            }
            return URI.create(encoded.toString().startsWith(":") ? "./" + encoded : encoded.toString());
        }
    }

    /** A time in seconds since 1970, with a fraction, or null. */
    static @Nullable OffsetDateTime seconds(@Nullable String number) {
        return number == null ? null : time(number, 1_000_000_000L);
    }

    /** A time in milliseconds since 1970, or null. */
    static @Nullable OffsetDateTime milliseconds(@Nullable String number) {
        return number == null ? null : time(number, 1_000_000L);
    }

    private static @Nullable OffsetDateTime time(String number, long nanos) {
        try {
            BigDecimal value = new BigDecimal(number);
            if (value.precision() - value.scale() > 18 || value.signum() < 0) {
                return null;
            }
            BigDecimal all = value.multiply(BigDecimal.valueOf(nanos)).setScale(0, RoundingMode.DOWN);
            BigDecimal[] parts = all.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact())
                    .atOffset(ZoneOffset.UTC);
        } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            return null;
        }
    }
}
