package dev.penstock.engine.config;

import static dev.penstock.engine.config.Nodes.SURROUNDINGS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTests {
    @ParameterizedTest
    @CsvSource({
        "plain,                                    plain",
        "${env:PORT},                              8080",
        "http://${env:HOST}:${env:PORT}/x,         http://example.com:8080/x",
        "${env:UNSET:-9},                          9",
        "${env:EMPTY:-9},                          9",
        "${env:UNSET:-},                           ''",
        "${env:EMPTY},                             ''",
        "${env:PORT:-9},                           8080",
        "${file:/run/token},                       from-a-file",
        "$${env:PORT},                             ${env:PORT}",
        "a$${b}${env:PORT}$${,                     a${b}8080${",
        "$5 and $ and {x},                         $5 and $ and {x}",
        "$$ and $$5,                               $$ and $$5",
    })
    void replacesReferences(String raw, String expected) {
        ReferenceText.Resolved resolved = ReferenceText.resolve(raw, SURROUNDINGS, false);
        assertThat(resolved.faults()).isEmpty();
        assertThat(resolved.text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "${env:MISSING},        the environment variable 'MISSING' is not set",
        "${file:/no/such},      the file of ${file:/no/such} cannot be read",
        "${vault:x},            a reference has an unknown kind 'vault'",
        "${swordfish},          a reference has an unknown kind",
        "${env:PORT,            a reference begins with ${ but does not end",
    })
    void tellsWhatCannotBeResolved(String raw, String message) {
        assertThat(ReferenceText.resolve(raw, SURROUNDINGS, false).faults())
                .extracting(ReferenceText.Fault::message)
                .containsExactly(message);
    }

    @Test
    void tellsAllFaultsOfOneText() {
        assertThat(ReferenceText.resolve("${env:A}${env:B}", SURROUNDINGS, false)
                        .faults())
                .hasSize(2);
    }

    @Test
    void doesNotResolveTwice() {
        assertThat(ReferenceText.resolve("${env:UNSET:-$${x}", SURROUNDINGS, false)
                        .text())
                .isEqualTo("$${x");
    }
}
