package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Opens Jackson parsers that read UTF-8 only and set no limit but the nesting: sizes are capped where input enters. */
public final class Parsers {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonText.MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Parsers() {}

    /**
     * A parser of part of an array, before its first token.
     *
     * @throws NotJson when the bytes are not UTF-8
     */
    public static JsonParser open(byte[] json, int offset, int length) throws IOException {
        int invalid = Utf8.firstInvalid(json, offset, offset + length);
        if (invalid >= 0) {
            throw new NotJson("not JSON, at byte " + (invalid - offset) + ": invalid UTF-8");
        }
        // Jackson takes zero bytes among the first four for UTF-16 or UTF-32; JSON itself never holds one.
        for (int i = 0; i < Math.min(4, length); i++) {
            if (json[offset + i] == 0) {
                throw new NotJson("not JSON, at byte " + i + ": a zero byte; send UTF-8");
            }
        }
        return FACTORY.createParser(json, offset, length);
    }
}
