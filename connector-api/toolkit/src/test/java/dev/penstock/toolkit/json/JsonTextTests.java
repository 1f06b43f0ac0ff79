package dev.penstock.toolkit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTests {
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1.5E+3", " \t\r\n[1 , 2]\n", "{\"\":{}}", "\"\\u00e9é\\n\"", "[[],{},[{\"a\":[]}],true]"})
    void acceptsJson(String text) {
        assertThatCode(() -> JsonText.check(text.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "-",
                "1.",
                "1e",
                ".5",
                "+1",
                "tru",
                "nul",
                "NaN",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[1}",
                "{\"a\":1]",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "1 1",
                "[",
                "]",
                "{",
                "[]]",
                "\uFEFF1",
                "/**/1",
                "\"\\"
            })
    void refusesWhatIsNot(String text) {
        assertThatThrownBy(() -> JsonText.check(text.getBytes(UTF_8)))
                .isInstanceOf(NotJson.class)
                .hasMessageStartingWith("not JSON, at byte ");
    }

    @Test
    void nestingIsLimited() {
        String deepest = "[{\"a\":".repeat(500) + "1" + "}]".repeat(500);
        assertThatCode(() -> JsonText.check(deepest.getBytes(UTF_8))).doesNotThrowAnyException();
        assertThatThrownBy(() -> JsonText.check(("[" + deepest + "]").getBytes(UTF_8)))
                .hasMessageContaining("deeper than 1000");
        assertThatThrownBy(() -> JsonText.check("[".repeat(100_000).getBytes(UTF_8)))
                .hasMessageContaining("deeper than 1000");
        String crossed = "[{\"a\":".repeat(500) + "1" + "]}" + "}]".repeat(499);
        assertThatThrownBy(() -> JsonText.check(crossed.getBytes(UTF_8))).isInstanceOf(NotJson.class);
    }

    /** Another implementation is the judge: Jackson, which checks no UTF-8, behind a decoder that does. */
    @Test
    void agreesWithAnotherParserOnDamagedText() throws IOException {
        byte[] whole = "{\"a\":[1,-2.5e+3,true,null,\"x\\u00e9\\\"é\uD83D\uDE00\"],\"b\":{\"c\":[[],{}]},\"a\":false}"
                .getBytes(UTF_8);
        String signs = "{}[]\",:\\u0123456789.eE+-truefalsnx \n\t\u0000";
        Random random = new Random(42);
        int valid = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = random.nextInt(8) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) signs.charAt(random.nextInt(signs.length()));
            }
            boolean expected = jackson(damaged);
            assertThat(checked(damaged))
                    .as("round %d: %s", round, new String(damaged, UTF_8))
                    .isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(10_000);
    }

    private static boolean checked(byte[] json) {
        try {
            JsonText.check(json);
            return true;
        } catch (NotJson e) {
            return false;
        }
    }

    private static boolean jackson(byte[] json) throws IOException {
        try (JsonParser parser = Parsers.open(json, 0, json.length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException | NotJson e) {
            return false;
        }
    }
}
