package dev.penstock.toolkit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
