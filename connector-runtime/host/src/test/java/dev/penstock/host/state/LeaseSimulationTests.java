package dev.penstock.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Some hundred seeds; {@code -Dpenstock.leases.seeds=N} for more, {@code -Dpenstock.leases.seed=N} to replay one. */
class LeaseSimulationTests {
    /** Kept, for a logger that nobody keeps forgets its level. */
    private static final Logger QUIET = Logger.getLogger("dev.penstock");

    private static final int SEEDS = Integer.getInteger("penstock.leases.seeds", 300);

    @BeforeEach
    void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        QUIET.setLevel(null);
    }

    @Test
    @Tag("I1")
    @Tag("I2")
    @Tag("I8")
    void losesNothingWhateverOverlapsAndDies() {
        Long single = Long.getLong("penstock.leases.seed");
        if (single != null) {
            LeaseSimulation unused = LeaseSimulation.run(single, true);
            return;
        }
        int killed = 0;
        int refused = 0;
        int stale = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            LeaseSimulation run = LeaseSimulation.run(seed, true);
            killed += run.killed;
            refused += run.refused;
            stale += run.stale;
        }
        assertThat(killed).as("processes that died").isGreaterThan(SEEDS / 2);
        assertThat(refused).as("invocations that found another at work").isGreaterThan(SEEDS);
        assertThat(stale).as("owners that were taken over while they ran").isGreaterThan(SEEDS / 100);
    }

    @Test
    void findsAStoreThatLetsFormerOwnersWrite() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 200; seed++) {
                        LeaseSimulation unused = LeaseSimulation.run(seed, false);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I2: ");
    }
}
