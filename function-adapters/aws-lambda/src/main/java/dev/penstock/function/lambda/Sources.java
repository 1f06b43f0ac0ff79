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
    private static final long NANOS_OF_A_SECOND = 1_000_000_000L;
    /** Digits before the point. */
    private static final int LONGEST = 18;

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
            return (isWhole(number) ? whole(Long.parseLong(number), nanos) : fraction(new BigDecimal(number), nanos))
                    .atOffset(ZoneOffset.UTC);
        } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            return null;
        }
    }

    /** As nearly all are; a decimal number would take half of the time of an event of Kafka. */
    private static boolean isWhole(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return !number.isEmpty() && number.length() <= LONGEST;
    }

    private static Instant whole(long number, long nanos) {
        long perSecond = NANOS_OF_A_SECOND / nanos;
        return Instant.ofEpochSecond(number / perSecond, number % perSecond * nanos);
    }

    private static Instant fraction(BigDecimal number, long nanos) {
        if (number.precision() - number.scale() > LONGEST || number.signum() < 0) {
            throw new ArithmeticException("no time of this world");
        }
        BigDecimal all = number.multiply(BigDecimal.valueOf(nanos)).setScale(0, RoundingMode.DOWN);
        BigDecimal[] parts = all.divideAndRemainder(BigDecimal.valueOf(NANOS_OF_A_SECOND));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
