package dev.penstock.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionTests {
    @Test
    void ordersAsSemanticVersioningDoes() {
        List<String> inOrder = List.of(
                "0.9.9",
                "1.0.0-SNAPSHOT",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.2.0",
                "1.10.0",
                "2",
                "2.0.1",
                "99999999999999999999.0.0");
        List<Version> shuffled =
                new ArrayList<>(inOrder.stream().map(Version::new).toList());
        Collections.shuffle(shuffled, new Random(7));
        assertThat(shuffled.stream().sorted().map(Version::text)).containsExactlyElementsOf(inOrder);
    }

    @Test
    void takesMissingNumbersAsZeroAndLeavesOutTheBuild() {
        assertThat(new Version("1")).isEqualByComparingTo(new Version("1.0.0"));
        assertThat(new Version("1.0.0+one")).isEqualByComparingTo(new Version("1.0.0+two-2"));
    }

    @Test
    void ordersTextsThatAreNoVersions() {
        assertThat(new Version("latest")).isGreaterThan(new Version("1.0.0"));
        assertThat(new Version("")).isLessThan(new Version("0"));
    }
}
