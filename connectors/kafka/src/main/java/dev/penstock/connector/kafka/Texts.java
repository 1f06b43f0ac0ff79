package dev.penstock.connector.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes of keys and headers as the text of an attribute. */
final class Texts {
    private Texts() {}

    /** The text that the bytes are in UTF-8; their Base64 when they are none, or hold control characters. */
    static String textOrBase64(byte[] bytes) {
        String text = text(bytes);
        return text == null ? Base64.getEncoder().encodeToString(bytes) : text;
    }

    /** The text that the bytes are in UTF-8, or null when they are none that an attribute may hold. */
    @SuppressWarnings("deprecation") // The cheapest way to make a Latin-1 string of what was seen to be ASCII.
    static @Nullable String text(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0x20 || b == 0x7f) {
                return b < 0 ? decoded(bytes) : null;
            }
        }
        return new String(bytes, 0, 0, bytes.length);
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
