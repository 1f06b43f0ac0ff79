package dev.penstock.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTableTests {
    private final StatusTable table = StatusTable.standard();

    @Test
    void judgesEveryStatus() {
        Set<Integer> retried = Set.of(404, 408, 409, 423, 425, 429);
        Set<Integer> halting = Set.of(401, 403, 407, 410);
        Set<Integer> unsupported = Set.of(501, 505);
        for (int status = 100; status < 600; status++) {
            StatusRule expected;
            if (status >= 200 && status < 300) {
                expected = StatusRule.DELIVERED;
            } else if (retried.contains(status) || (status >= 500 && !unsupported.contains(status))) {
                expected = StatusRule.RETRY;
            } else if (halting.contains(status)) {
                expected = StatusRule.HALT;
            } else {
                expected = StatusRule.REJECTED;
            }
            assertThat(table.rule(status)).as("%d", status).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600, 999})
    void retriesWhatIsNoStatus(int status) {
        assertThat(table.rule(status)).isEqualTo(StatusRule.RETRY);
    }

    @Test
    void letsAStatusWinOverItsClass() {
        StatusTable changed = table.with(Map.of(
                "404",
                StatusRule.REJECTED,
                "5xx",
                StatusRule.HALT,
                "503",
                StatusRule.RETRY,
                "409",
                StatusRule.DELIVERED));
        assertThat(changed.rule(404)).isEqualTo(StatusRule.REJECTED);
        assertThat(changed.rule(500)).isEqualTo(StatusRule.HALT);
        assertThat(changed.rule(503)).isEqualTo(StatusRule.RETRY);
        assertThat(changed.rule(409)).isEqualTo(StatusRule.DELIVERED);
        assertThat(changed.rule(408)).isEqualTo(StatusRule.RETRY);
        assertThat(table.rule(404)).as("the standard table").isEqualTo(StatusRule.RETRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "4000", "4x4", "6xx", "099", "4XX", "teapot"})
    void refusesKeysThatAreNoStatus(String key) {
        assertThatThrownBy(() -> table.with(Map.of(key, StatusRule.RETRY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("5xx");
    }

    @Test
    void tellsTheFailureInTheOutcome() {
        assertThat(table.outcome(204, "", null)).isEqualTo(Outcome.delivered());
        assertThat(table.outcome(404, "no such thing", null))
                .isEqualTo(Outcome.retry(Failure.external("http-404", "no such thing")));
        assertThat(table.outcome(429, "slow down", Duration.ofSeconds(3)))
                .isEqualTo(Outcome.retry(Failure.external("http-429", "slow down"), Duration.ofSeconds(3)));
        assertThat(table.outcome(401, "who?", Duration.ofSeconds(3)))
                .isEqualTo(Outcome.halt(Failure.user("http-401", "who?")));
        assertThat(table.outcome(422, "bad", null)).isEqualTo(Outcome.rejected(Failure.user("http-422", "bad")));
        assertThat(((Outcome.Rejected) table.outcome(501, "no", null)).failure().blame())
                .isEqualTo(Failure.Blame.EXTERNAL);
    }
}
