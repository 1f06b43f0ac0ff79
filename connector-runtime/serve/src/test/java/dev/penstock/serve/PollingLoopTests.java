package dev.penstock.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollingLoopTests {
    @Test
    void pausesLongerTheMoreItFails() {
        Duration interval = Duration.ofSeconds(5);
        assertThat(PollingLoop.pause(1, interval)).isEqualTo(Duration.ofSeconds(1));
        assertThat(PollingLoop.pause(4, interval)).isEqualTo(Duration.ofSeconds(8));
        assertThat(PollingLoop.pause(50, interval)).isEqualTo(Duration.ofMinutes(1));
        assertThat(PollingLoop.pause(50, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }
}
