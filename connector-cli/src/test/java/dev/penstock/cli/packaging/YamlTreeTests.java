package dev.penstock.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTreeTests {
    private static Object read(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no",
                "On",
                "NULL",
                "y",
                "1e3",
                "0x10",
                "12:30:45",
                "2026-01-31",
                "~",
                "- a",
                "a: b",
                "a #b",
                "{}",
                "!evil",
                "&a",
                "*a",
                "'",
                "\"",
                "\\",
                "\n",
                "\r\n",
                "\t",
                "\u0000",
                "\u0085",
                "\u2028",
                "\ufeff",
                "\u00e4\ud83d\ude00",
                "${x}",
                "{{resolve}}",
                "%TAG",
                "@",
                "`",
                "AWS::NoValue",
                "key"
            })
    void aTextIsReadAsItWasWhereverItStands(String text) {
        Map<String, Object> tree = YamlTree.map(text, "value", "value", text, "list", List.of(text, List.of(text)));
        assertThat(read(YamlTree.write(tree))).isEqualTo(tree);
    }

    @Test
    void numbersBooleansAndEmptyOnesStayWhatTheyAre() {
        Map<String, Object> tree = YamlTree.map(
                "number",
                7,
                "true",
                true,
                "none",
                Map.of(),
                "nothing",
                List.of(),
                "lists",
                List.of(List.of(1), Map.of("a", 2)));
        assertThat(read(YamlTree.write(tree))).isEqualTo(tree);
    }
}
