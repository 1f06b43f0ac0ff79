package dev.penstock.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "0ms, PT0S, 0s",
        "5s, PT5S, 5s",
        "90s, PT90S, 1m30s",
        "1m, PT1M, 1m",
        "2h, PT2H, 2h",
        "1d, PT24H, 1d",
        "1h30m, PT1H30M, 1h30m",
        "1d2h3m4s5ms, PT26H3M4.005S, 1d2h3m4s5ms",
        "PT5S, PT5S, 5s",
        "' 5s ', PT5S, 5s",
        "PT0.0000001S, PT0.0000001S, PT0.0000001S",
    })
    void readsAndWrites(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                "-5s",
                "PT-5S",
                "P",
                "1.5s",
                "5S",
                "30m1h",
                "5sec",
                "999999999d",
                "PT9999999999H"
            })
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
