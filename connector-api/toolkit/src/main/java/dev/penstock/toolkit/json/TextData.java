package dev.penstock.toolkit.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** Turns text into the bytes that its media type declares. */
final class TextData {
    private TextData() {}

    static byte[] bytes(String text, String mediaType) {
        try {
            String name = MediaTypes.charset(mediaType);
            Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] result = new byte[bytes.remaining()];
            bytes.get(result);
            return result;
        } catch (IllegalCharsetNameException
                | UnsupportedCharsetException
                | UnsupportedOperationException
                | CharacterCodingException e) {
            throw new NotACloudEvent(
                    "'data' holds text that " + Excerpt.of(mediaType) + " cannot encode; send 'data_base64'", e);
        }
    }

    /** Whether text of this media type is UTF-8 as far as it says. */
    static boolean declaresUtf8(String mediaType) {
        @Nullable String charset = MediaTypes.charset(mediaType);
        return charset == null || charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }
}
