package dev.penstock.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1                                | PT1S",
                "120                              | PT2M",
                "1.2                              | PT2S",
                "3600                             | PT1H",
                "Sun, 06 Nov 1994 08:50:37 GMT    | PT1M",
                "'Sunday, 06-Nov-94 08:49:38 GMT' | PT1S",
                "Sun Nov  6 08:49:40 1994         | PT3S",
                "Wed Nov 16 08:49:40 1994         | PT1H",
            })
    void readsSecondsAndEveryFormOfDate(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3601", "99999999999999999999999999", "Tue, 31 Dec 2999 23:59:59 GMT"})
    void neverWaitsLongerThanAnHour(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(RetryAfter.LONGEST);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "0",
                "0.0",
                "-5",
                "soon",
                "1e3",
                "12 s",
                "NaN",
                "Sun, 06 Nov 1994 08:49:36 GMT",
                "Sun, 99 Nov 1994"
            })
    void ignoresWhatCannotBeMeant(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).isNull();
    }
}
