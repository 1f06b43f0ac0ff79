package dev.penstock.function.lambda;

import dev.penstock.toolkit.json.JsonText;
import dev.penstock.toolkit.json.NotJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells what bytes are, where nobody says so. */
final class DataTypes {
    private DataTypes() {}

    /** The media type: JSON when it is an object or an array, else text when it is UTF-8. */
    static String of(byte[] data) {
        int first = 0;
        while (first < data.length && data[first] <= ' ' && data[first] > 0) {
            first++;
        }
        if (first < data.length && (data[first] == '{' || data[first] == '[')) {
            try {
                JsonText.check(data);
                return "application/json";
            } catch (NotJson itOnlyBeginsLikeIt) {
                // told below
            }
        }
        return text(data) == null ? "application/octet-stream" : "text/plain";
    }

    /** The text, or null when the bytes are not UTF-8. */
    static @Nullable String text(byte[] data) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** The text, or Base64 when the bytes are not UTF-8. */
    static String textOrBase64(byte[] data) {
        String text = text(data);
        return text == null ? Base64.getEncoder().encodeToString(data) : text;
    }

    /**
     * The bytes that Base64 stands for.
     *
     * @throws IllegalArgumentException when it is not Base64
     */
    static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its data is not Base64: " + e.getMessage(), e);
        }
    }
}
