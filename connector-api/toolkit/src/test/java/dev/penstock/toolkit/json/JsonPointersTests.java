package dev.penstock.toolkit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonPointersTests {
    @Test
    void findsScalarsAsTheyAreWritten() {
        String json =
                "{\"a\":{\"b\":[10,{\"c/d\":\"x\\n\"}],\"n\":123456789012345678901234567890.10,\"t\":true},\"z\":null}";
        assertThat(find(json, "/a/b/0", "/a/b/1/c~1d", "/a/n", "/a/t", "/z", "/a", "/a/b/2", "/nowhere", ""))
                .containsExactly(
                        "10", "x\n", "123456789012345678901234567890.10", "true", null, null, null, null, null);
        assertThat(find("5", "", "/a")).containsExactly("5", null);
    }

    @Test
    void theLastOfRepeatedKeysCounts() {
        assertThat(find("{\"a\":{\"b\":1},\"a\":{\"b\":2}}", "/a/b")).containsExactly("2");
        assertThat(find("{\"a\":{\"b\":1},\"a\":{}}", "/a/b")).containsExactly((String) null);
        assertThat(find("{\"a\":{\"b\":1},\"a\":5}", "/a/b")).containsExactly((String) null);
    }

    @Test
    void findsWhatJacksonFindsInAnyJson() throws IOException {
        List<String> keys = List.of("a", "b", "é", "a/b", "~", "\"q\\", "x".repeat(20));
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder json = new StringBuilder();
            write(json, random, keys, 0);
            List<String> path = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                path.add(random.nextBoolean() ? "" + random.nextInt(3) : keys.get(random.nextInt(keys.size())));
            }
            byte[] bytes = json.toString().getBytes(UTF_8);
            assertThat(JsonPointers.find(bytes, List.of(new JsonPointer(path))))
                    .as("%s in %s", path, json)
                    .containsExactly(expected(bytes, path));
        }
    }

    private static void write(StringBuilder json, Random random, List<String> keys, int depth) {
        switch (random.nextInt(depth > 3 ? 4 : 8)) {
            case 0 -> json.append(random.nextBoolean() ? "null" : "true");
            case 1 -> json.append(random.nextBoolean() ? "-12.50e+3" : "0");
            case 2 ->
                quoted(json, random, "value with \"quotes\", \\, é, \ud83d\ude00 and \n".repeat(random.nextInt(3)));
            case 3 -> quoted(json, random, "x");
            case 4, 5 -> {
                json.append(random.nextBoolean() ? "[" : " [ ");
                for (int i = random.nextInt(4); i > 0; i--) {
                    write(json, random, keys, depth + 1);
                    json.append(i > 1 ? " ," : " ");
                }
                json.append("]");
            }
            default -> {
                json.append(random.nextBoolean() ? "{" : "\n{ ");
                for (int i = random.nextInt(5); i > 0; i--) {
                    quoted(json, random, keys.get(random.nextInt(keys.size())));
                    json.append(random.nextBoolean() ? ":" : " : ");
                    write(json, random, keys, depth + 1);
                    json.append(i > 1 ? ",\t" : "");
                }
                json.append("}");
            }
        }
    }

    /** Some characters as they are, some escaped. */
    private static void quoted(StringBuilder json, Random random, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || (!Character.isSurrogate(c) && random.nextInt(9) == 0)) {
                json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static @Nullable String expected(byte[] json, List<String> path) throws IOException {
        JsonFactory factory = new JsonFactory();
        try (JsonParser parser = factory.createParser(json)) {
            parser.nextToken();
            return expected(parser, path);
        }
    }

    /** Reads the value that the parser stands at, to its end. */
    private static @Nullable String expected(JsonParser parser, List<String> path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
            return path.isEmpty() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
        }
        String last = null;
        for (int i = 0; !parser.nextToken().isStructEnd(); i++) {
            String name = token == JsonToken.START_ARRAY ? "" + i : parser.currentName();
            if (token == JsonToken.START_OBJECT) {
                parser.nextToken();
            }
            if (!path.isEmpty() && path.get(0).equals(name)) {
                last = expected(parser, path.subList(1, path.size()));
            } else {
                parser.skipChildren();
            }
        }
        return last;
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(find("\ufeff{\"a\":1}", "/a")).containsExactly("1");
    }

    @Test
    void refusesWhatIsNotJson() {
        for (String json : List.of("", "{", "{\"a\":1}}", "{\"a\":tru}", "[".repeat(5000))) {
            assertThatThrownBy(() -> find(json, "/x")).as(json).isInstanceOf(NotJson.class);
        }
    }

    @Test
    void refusesWhatIsNotAPointer() {
        assertThatThrownBy(() -> JsonPointer.parse("a")).hasMessageContaining("like /order/id");
        assertThatThrownBy(() -> JsonPointer.parse("/a~2")).hasMessageContaining("after ~");
        assertThat(JsonPointer.parse("/a~1b/~0").steps()).containsExactly("a/b", "~");
        assertThat(JsonPointer.parse("/a~1b/~0")).hasToString("/a~1b/~0");
    }

    private static @Nullable String[] find(String json, String... pointers) {
        return JsonPointers.find(
                json.getBytes(UTF_8),
                Stream.of(pointers).map(JsonPointer::parse).toList());
    }
}
