package dev.penstock.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Listing;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.ConfigNode.Text;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTests {
    @Test
    void keepsScalarsAsTheyAreWritten() {
        Mapping read = read(
                "a: 0123\nb: 1.10\nc: on\nd: no\ne: Yes\nf: true\ng: 1_000\nh: 12:30:45\ni: 2026-01-01\nj: 0x1F\n");
        assertThat(texts(read))
                .containsExactly(
                        Map.entry("a", "0123"),
                        Map.entry("b", "1.10"),
                        Map.entry("c", "on"),
                        Map.entry("d", "no"),
                        Map.entry("e", "Yes"),
                        Map.entry("f", "true"),
                        Map.entry("g", "1_000"),
                        Map.entry("h", "12:30:45"),
                        Map.entry("i", "2026-01-01"),
                        Map.entry("j", "0x1F"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a:", "a: ~", "a: null", "a: Null", "a: NULL", "a: # none", "{\"a\": null}", "a: !!null ''"})
    void takesANullAsNothing(String text) {
        assertThat(node(read(text), "a").kind()).isEqualTo(ConfigNode.Kind.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: ''", "a: \"\"", "a: !!str", "a: |\n"})
    void takesAnEmptyTextAsText(String text) {
        assertThat(text(read(text), "a")).isEmpty();
    }

    @Test
    void takesQuotedNullsAsText() {
        assertThat(text(read("a: 'null'"), "a")).isEqualTo("null");
        assertThat(text(read("a: \"~\""), "a")).isEqualTo("~");
        assertThat(text(read("a: !!str null"), "a")).isEqualTo("null");
    }

    @Test
    void knowsWhereEverythingStands() {
        Mapping read = read("# first\nsource:\n  connector: file\n  paths:\n    - a\n    -   b\n");
        assertThat(read.keys().get("source")).hasToString("test.yaml:2:1");
        Mapping source = (Mapping) node(read, "source");
        assertThat(source.at()).hasToString("test.yaml:3:3");
        assertThat(node(source, "connector").at()).hasToString("test.yaml:3:14");
        Listing paths = (Listing) node(source, "paths");
        assertThat(paths.items().get(1).at()).hasToString("test.yaml:6:9");
    }

    @Test
    void readsJson() {
        Mapping read = read("{\n\t\"a\": \"\\ud83d\\ude00\\/\\n\",\n\t\"b\": [1, 2.50, true,\n\t{}]\n}\n");
        assertThat(text(read, "a")).isEqualTo("\ud83d\ude00/\n");
        Listing list = (Listing) node(read, "b");
        assertThat(((Text) list.items().get(1)).text()).isEqualTo("2.50");
        assertThat(((Mapping) list.items().get(3)).entries()).isEmpty();
        assertThat(list.items().get(3).at().line()).isEqualTo(4);
    }

    @Test
    void readsBlockTexts() {
        assertThat(text(read("a: |\n  one\n  two\n"), "a")).isEqualTo("one\ntwo\n");
        assertThat(text(read("a: >-\n  one\n  two\n"), "a")).isEqualTo("one two");
    }

    @Test
    void spellsAliasesOut() {
        Mapping read = read("a: &retry {max-attempts: 3}\nb: *retry\nc: *retry\n");
        assertThat(node(read, "b")).isEqualTo(node(read, "a"));
        assertThat(text((Mapping) node(read, "c"), "max-attempts")).isEqualTo("3");
    }

    @Test
    void takesTheLatestAnchorOfAName() {
        assertThat(texts(read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")))
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "1"), Map.entry("c", "2"), Map.entry("d", "2"));
    }

    @Test
    void readsADocumentWithMarkersAndDirective() {
        assertThat(texts(read("%YAML 1.2\n---\na: on\n...\n"))).containsExactly(Map.entry("a", "on"));
    }

    @Test
    void leavesReferencesToTheBinder() {
        assertThat(text(read("a: ${env:TOKEN:-x}"), "a")).isEqualTo("${env:TOKEN:-x}");
    }

    @Test
    void readsWindowsLineEnds() {
        Mapping read = read("a: 1\r\nb: 2\r\n");
        assertThat(texts(read)).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(read.keys().get("b")).hasToString("test.yaml:2:1");
    }

    private static Mapping read(String text) {
        ConfigReader.Result result = ConfigReader.read(text, "test.yaml");
        assertThat(result.problems()).isEmpty();
        return Objects.requireNonNull(result.mapping());
    }

    private static ConfigNode node(Mapping mapping, String key) {
        return Objects.requireNonNull(mapping.get(key));
    }

    private static String text(Mapping mapping, String key) {
        return ((Text) node(mapping, key)).text();
    }

    private static Map<String, String> texts(Mapping mapping) {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        mapping.entries().keySet().forEach(key -> texts.put(key, text(mapping, key)));
        return texts;
    }
}
