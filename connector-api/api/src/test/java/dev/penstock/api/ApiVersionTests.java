package dev.penstock.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTests {
    @ParameterizedTest
    @CsvSource({
        "2.3, true",
        "2.0, true",
        "2.4, false",
        "1.3, false",
        "3.0, false",
        "2, false",
        "2.3.1, false",
        "'', false",
        "99999999999.0, false",
    })
    void acceptsTheSameMajorAndNoNewerMinor(String compiledAgainst, boolean accepted) {
        assertThat(new ApiVersion(2, 3).accepts(compiledAgainst)).isEqualTo(accepted);
    }
}
