package dev.penstock.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.engine.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlMistakesTests {
    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("a:\n\tb: 1", "2:1", "a tab stands where only spaces may", "indent with spaces"),
                Arguments.of("a: b: c", "1:5", "a colon does not fit here", "in quotes"),
                Arguments.of("a: 1\n b: 2", "2:3", "a colon does not fit here", "the same column"),
                Arguments.of("a: @x", "1:4", "a value cannot begin with '@'", "put the value in quotes"),
                Arguments.of("a: `x`", "1:4", "a value cannot begin with '`'", "put the value in quotes"),
                Arguments.of("a: [1, 2\nb: 3", "1:4", "the bracket '[' that opens here is not closed", "with ']'"),
                Arguments.of("a: {b: 1", "1:4", "the bracket '{' that opens here is not closed", "with '}'"),
                Arguments.of("a: \"x\nb: 3\n", "1:4", "the quote that opens here is not closed", "close it"),
                Arguments.of("a: \"C:\\q\"", "1:8", "the escape after this backslash is unknown", "two backslashes"),
                Arguments.of("a: 'it's'", "1:8", "there is more text after a closed quote", "''"),
                Arguments.of("a: b\n- c", "2:1", "does not fit into the block that begins in line 1", "indentation"),
                Arguments.of(
                        "a:\n    b: 1\n   c: 2", "3:4", "does not fit into the block that begins in line 1", "column"),
                Arguments.of("a: - b", "1:4", "a list cannot begin in the line of its key", "in the next line"),
                Arguments.of("a: ]", "1:4", "a bracket stands where a value was expected", "in quotes"),
                Arguments.of("a: b\nc\n", "3:1", "has a key without a colon", "key: value"),
                Arguments.of("a: x\nb: y\u0007", "2:5", "the control character U+0007 stands here", "remove it"),
                Arguments.of("a: \ud83d\ude00 \u0000", "1:6", "the control character U+0000 stands here", "remove it"),
                Arguments.of("a: *b", "1:4", "'*b' refers to an anchor that is not there", "define '&b' further up"),
                Arguments.of("a: &b [*b]", "1:8", "'*b' refers to an anchor that is not there", "define '&b'"),
                Arguments.of("a: !!binary eA==", "1:4", "the tag '!!binary' means nothing here", "remove it"),
                Arguments.of("a: !secret x", "1:4", "the tag '!secret' means nothing here", "remove it"),
                Arguments.of("a: 1\nb: 2\na: 3", "3:1", "the key 'a' is there twice, first in line 1", "remove one"),
                Arguments.of("{\"a\": 1, \"a\": 1}", "1:10", "the key 'a' is there twice", "remove one"),
                Arguments.of("a: 1\n---\nb: 2", "2:1", "a second document begins here", "a file of its own"),
                Arguments.of("", "1:1", "the file is empty", "'source:' and 'sink:'"),
                Arguments.of("# only a comment\n", "1:1", "the file is empty", "'source:' and 'sink:'"),
                Arguments.of("---\n", "1:1", "the file is empty", "'source:' and 'sink:'"),
                Arguments.of("- source: x", "1:1", "the file holds a list, not keys", "without a dash"),
                Arguments.of("source:file", "1:1", "the file holds a text, not keys", "a space after the colon"),
                Arguments.of(
                        "a: &x {b: 1}\nc:\n  <<: *x",
                        "3:3",
                        "the merge key '<<' is not part of YAML 1.2",
                        "write the keys out"),
                Arguments.of("? [a]\n: b", "1:3", "a key must be a plain text", "name the key"),
                Arguments.of("[".repeat(100_000), "1:65", "more than 64 levels", "use fewer levels"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysInPlainWordsWhatIsWrongAndWhere(String text, String place, String message, String fix) {
        ConfigReader.Result result = ConfigReader.read(text, "p.yaml");
        assertThat(result.mapping()).isNull();
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.fix()).contains(fix);
            assertThat(problem.at()).hasToString("p.yaml:" + place);
            assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
        });
    }

    @Test
    void boundsAliasesOfAliases() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
        }
        assertThat(ConfigReader.read(laughs.toString(), "p.yaml").problems())
                .extracting(Problem::message)
                .containsExactly("the file holds more than 100000 values once its aliases are spelt out");
    }

    @Test
    void reportsAllDuplicatesAtOnceWithTheirPaths() {
        ConfigReader.Result result = ConfigReader.read("a: 1\na: 2\nb:\n  c:\n  - d: 1\n    d: 2\n", "p.yaml");
        assertThat(result.mapping()).isNull();
        assertThat(result.problems())
                .extracting(Problem::path, problem -> problem.at().line())
                .containsExactly(tuple("a", 2), tuple("b.c[0].d", 6));
    }

    @Test
    @Tag("I7")
    void neverQuotesAValue() {
        for (String broken : List.of(
                "a: hunter2: x", "a: 'hunter2", "a: [hunter2", "a: \"hunter2\\q\"", "a: 'x'hunter2", "hunter2\na: 1")) {
            assertThat(ConfigReader.read(broken, "p.yaml").problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
        }
    }
}
