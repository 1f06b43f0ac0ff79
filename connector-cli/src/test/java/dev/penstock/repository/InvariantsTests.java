package dev.penstock.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invariant is enforced at a line that says so, and proved by a test that says so. */
final class InvariantsTests {
    @Test
    void theInvariantsAreNumberedFromOneToNine() {
        assertThat(invariants()).containsExactly("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9");
    }

    @ParameterizedTest
    @MethodSource("invariants")
    void isCitedAtTheLineThatEnforcesIt(String invariant) {
        Pattern cited = Pattern.compile("//.*\\b" + invariant + "\\b");
        assertThat(files("main", cited))
                .as("main classes with a comment that cites " + invariant)
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("invariants")
    void isProvedByATaggedTest(String invariant) {
        Pattern tagged = Pattern.compile("@Tag\\(\"" + invariant + "\"\\)");
        assertThat(files("test", tagged)).as("tests tagged " + invariant).isNotEmpty();
    }

    static List<String> invariants() {
        return Pattern.compile("(?m)^\\| (I\\d+) \\|")
                .matcher(Checkout.read("docs/invariants.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Path> files(String kind, Pattern pattern) {
        return Checkout.sources(kind).stream()
                .filter(file -> !file.endsWith("InvariantsTests.java"))
                .filter(file -> pattern.matcher(Checkout.read(file)).find())
                .toList();
    }
}
