package dev.penstock.connector.jdbc.sink;

import dev.penstock.toolkit.json.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks and makes texts. */
final class Texts {
    private Texts() {}

    /** The text itself, unless half a character would be lost on the way to any database. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw RejectedRow.value("a text with a zero character (U+0000) fits no column");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw RejectedRow.value("a text with half a surrogate pair (invalid UTF-16) fits no column");
                }
                i++;
            }
        }
        return text;
    }

    static String jsonString(String text) {
        wellFormed(text);
        JsonBuffer buffer = new JsonBuffer(text.length() + 16);
        buffer.string(text);
        return new String(buffer.array(), 0, buffer.size(), StandardCharsets.UTF_8);
    }

    /** Bytes as text. */
    static String utf8(byte[] bytes) {
        try {
            return wellFormed(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw RejectedRow.value("the data are no text in UTF-8");
        }
    }
}
