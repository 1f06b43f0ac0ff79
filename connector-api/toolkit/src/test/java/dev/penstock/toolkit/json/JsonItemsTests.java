package dev.penstock.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonItemsTests {
    private static @Nullable List<String> at(String pointer, String json) {
        List<byte[]> items = JsonItems.at(JsonPointer.parse(pointer), json.getBytes(StandardCharsets.UTF_8));
        return items == null
                ? null
                : items.stream()
                        .map(item -> new String(item, StandardCharsets.UTF_8))
                        .toList();
    }

    @Test
    void cutsElementsAsTheyAreWritten() {
        assertThat(at("", "[ {\"a\" : \"ü\"}, 1.50 , -3, \"x\\n\", true,null,[1, 2],\"\"]"))
                .containsExactly("{\"a\" : \"ü\"}", "1.50", "-3", "\"x\\n\"", "true", "null", "[1, 2]", "\"\"");
    }

    @Test
    void followsThePointer() {
        assertThat(at("/a/1/b~1c", "{\"x\":[9],\"a\":[0,{\"b/c\":[{},7]}],\"b/c\":[8]}"))
                .containsExactly("{}", "7");
        assertThat(at("/a", "{\"a\":[1],\"a\":[2]}")).containsExactly("2");
        assertThat(at("/a", "{\"a\":{\"id\": 1}}")).containsExactly("{\"id\": 1}");
        assertThat(at("/a", "{\"a\":null}")).isEmpty();
        assertThat(at("/a", "{\"b\":[1]}")).isNull();
        assertThat(at("/a", "{\"a\":\"no list\"}")).isNull();
        assertThat(at("/a/b", "{\"a\":5}")).isNull();
    }

    @Test
    void refusesWhatIsNotJson() {
        for (String text : List.of("", "<html>", "[1,", "[1] x", "{\"a\":[1]")) {
            assertThatThrownBy(() -> at("/a", text)).isInstanceOf(NotJson.class);
        }
    }
}
