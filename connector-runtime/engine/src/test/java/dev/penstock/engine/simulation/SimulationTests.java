package dev.penstock.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand seeds; {@code -Dpenstock.simulation.seeds=N} for more, {@code -Dpenstock.simulation.seed=N} to replay one. */
class SimulationTests {
    /** Kept, for a logger that nobody keeps forgets its level. */
    private static final Logger QUIET = Logger.getLogger("dev.penstock.pipeline");

    private static final int SEEDS = Integer.getInteger("penstock.simulation.seeds", 10_000);

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
    @Tag("I3")
    @Tag("I4")
    @Tag("I6")
    @Tag("I8")
    void holdsTheInvariantsUnderEverySeed() {
        Long single = Long.getLong("penstock.simulation.seed");
        if (single != null) {
            Simulation.run(single);
            return;
        }
        int crashes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            crashes += Simulation.run(seed).crashes();
        }
        assertThat(crashes).as("runs that crash").isGreaterThan(SEEDS);
    }

    @Test
    void findsAStoreThatSaysDurableTooEarly() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 100; seed++) {
                        Simulation.runWithPlantedBug(seed);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I1: committed")
                .hasMessageContaining("replay with -Dpenstock.simulation.seed=");
    }

    @Test
    void replaysASeedExactly() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(seed).crashes())
                    .isEqualTo(Simulation.run(seed).crashes());
        }
    }
}
