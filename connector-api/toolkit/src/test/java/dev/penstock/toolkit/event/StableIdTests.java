package dev.penstock.toolkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("I5")
class StableIdTests {
    @Test
    void joinsWithoutAmbiguity() {
        assertThat(StableId.join("a", "b")).isEqualTo("a/b");
        assertThat(StableId.join("a/b", "c")).isEqualTo("a%2Fb/c").isNotEqualTo(StableId.join("a", "b/c"));
        assertThat(StableId.join("a%2Fb", "c")).isEqualTo("a%252Fb/c");
        assertThat(StableId.join("a", "", "b")).isEqualTo("a//b").isNotEqualTo(StableId.join("a", "b"));
        assertThat(StableId.join("only")).isEqualTo("only");
    }

    @Test
    void hashesAsItAlwaysDid() {
        // computed apart: SHA-256 over 00000001 61 00000002 6263
        assertThat(StableId.hash("a", "bc")).isEqualTo("b534ce16ac9c8b36823f39a395ce8e0e");
        assertThat(StableId.hash("a".getBytes(StandardCharsets.UTF_8), "bc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(StableId.hash("a", "bc"));
    }

    @Test
    void hashesWithoutAmbiguity() {
        assertThat(StableId.hash("ab", "c")).isNotEqualTo(StableId.hash("a", "bc"));
        assertThat(StableId.hash("", "a")).isNotEqualTo(StableId.hash("a", ""));
    }
}
