package dev.penstock.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonSlicesTests {
    @Test
    void cutsElementsByteForByte() {
        assertThat(elements("[ {\"a\" : 1.50} ,\"é\\u00e9\", [ ] , -12 ]", ""))
                .containsExactly("{\"a\" : 1.50}", "\"é\\u00e9\"", "[ ]", "-12");
        assertThat(elements("{\"x\":[1],\"é\":0,\"events\": [ {} ]}", "/events"))
                .containsExactly("{}");
        assertThat(elements("{\"a\":[0,{\"b\":[1,2]}]}", "/a/1/b")).containsExactly("1", "2");
        assertThat(elements("[]", "")).isEmpty();
    }

    @Test
    void findsNoElementsWhereThereIsNoArray() {
        assertThat(elements("{\"events\":{}}", "/events")).isNull();
        assertThat(elements("{\"other\":[]}", "/events")).isNull();
        assertThat(elements("7", "/events")).isNull();
    }

    @Test
    void cutsAValue() {
        assertThat(value("{\"data\": {\"n\": 1e400 , \"n\":2} }", "/data")).isEqualTo("{\"n\": 1e400 , \"n\":2}");
        assertThat(value("{\"data\":\"t\\nx\"}", "/data")).isEqualTo("\"t\\nx\"");
        assertThat(value("{\"data\":17}", "/data")).isEqualTo("17");
        assertThat(value("{\"data\":null}", "/data")).isEqualTo("null");
        assertThat(value("{}", "/data")).isNull();
    }

    @Test
    void refusesWhatIsNotJsonAround() {
        for (String text : new String[] {"", "[1,2", "[1] x", "{\"events\":[1]", "{\"events\":[1]}}", "[{]}"}) {
            assertThatThrownBy(() -> elements(text, "/events")).isInstanceOf(NotJson.class);
            assertThatThrownBy(() -> elements(text, "")).isInstanceOf(NotJson.class);
        }
    }

    private static @Nullable String value(String json, String pointer) {
        byte[] value = JsonSlices.value(json.getBytes(StandardCharsets.UTF_8), JsonPointer.parse(pointer));
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static @Nullable List<String> elements(String json, String pointer) {
        List<byte[]> found = JsonSlices.elements(json.getBytes(StandardCharsets.UTF_8), JsonPointer.parse(pointer));
        return found == null
                ? null
                : found.stream()
                        .map(each -> new String(each, StandardCharsets.UTF_8))
                        .toList();
    }
}
