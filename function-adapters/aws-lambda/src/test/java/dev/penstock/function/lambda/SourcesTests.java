package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourcesTests {
    @Test
    void readsTimesWithAFractionAndWithout() {
        OffsetDateTime time = OffsetDateTime.parse("2025-11-28T08:00:00.125Z");
        assertThat(Sources.milliseconds("1764316800125")).isEqualTo(time);
        assertThat(Sources.milliseconds("1.764316800125E12")).isEqualTo(time);
        assertThat(Sources.seconds("1764316800.125")).isEqualTo(time);
        assertThat(Sources.seconds("1764316800")).isEqualTo(time.withNano(0));
        assertThat(Sources.milliseconds("0")).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "yesterday", "1e999999999", "999999999999999999", "9999999999999999999999", "-0.5"})
    void hasNoTimeForWhatIsNone(String number) {
        assertThat(Sources.seconds(number)).isNull();
    }
}
