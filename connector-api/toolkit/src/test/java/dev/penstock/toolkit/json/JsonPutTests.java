package dev.penstock.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPutTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                    | /a     | {\"a\":[7]}",
                "{ }                   | /a/b   | {\"a\":{\"b\":[7]} }",
                "{\"x\":1}             | /a     | {\"a\":[7],\"x\":1}",
                "{\"a\" : 1.50 , \"x\":2} | /a  | {\"a\" : [7] , \"x\":2}",
                "{\"x\":{\"a\":1},\"a\":{\"b\":[1,{}],\"c\":0}} | /a/b | {\"x\":{\"a\":1},\"a\":{\"b\":[7],\"c\":0}}",
                "{\"a\":{\"c\":0}}     | /a/b   | {\"a\":{\"b\":[7],\"c\":0}}",
                "{\"a\":\"é\\\"\"}     | /a     | {\"a\":[7]}",
                "{}                    | /a~1b~0\" | {\"a/b~\\\"\":[7]}",
                "{}                    | /      | {\"\":[7]}"
            })
    void changesNothingElse(String json, String pointer, String expected) {
        assertThat(put(json, pointer)).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> put("[1]", "/0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put("{\"a\":1}", "/a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put("{}", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put("{\"a\":1", "/a")).isInstanceOf(NotJson.class);
        assertThatThrownBy(() -> put("", "/a")).isInstanceOf(NotJson.class);
    }

    private static String put(String json, String pointer) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new String(
                JsonPut.into(bytes, JsonPointer.parse(pointer), new byte[] {'[', '7', ']'}), StandardCharsets.UTF_8);
    }
}
