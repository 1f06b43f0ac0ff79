package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenTests {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Path dir;

    SeenTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void knowsAnIdAtOnceAndAfterARestart() {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.fixed(NOW))) {
            assertThat(store.seen().seen("p", "a", NOW.minusSeconds(60))).isFalse();
            store.seen().remember("p", "a", NOW);
            assertThat(store.seen().seen("p", "a", NOW.minusSeconds(60))).isTrue();
            assertThat(store.seen().seen("p", "a", NOW.plusSeconds(1))).isFalse();
            assertThat(store.seen().seen("q", "a", NOW.minusSeconds(60))).isFalse();
        }
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.fixed(NOW))) {
            assertThat(store.seen().seen("p", "a", NOW.minusSeconds(60))).isTrue();
            assertThat(store.seen().seen("p", "a", NOW.plusSeconds(1))).isFalse();
            assertThat(store.seen().seen("p", "b", NOW.minusSeconds(60))).isFalse();
        }
    }

    @Test
    void reachesTheDiskWithoutBeingAsked() {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.fixed(NOW))) {
            store.seen().remember("p", "a", NOW);
            Awaitility.await()
                    .until(() -> store.read(session -> SeenTable.contains(session, "p", "a", NOW.toEpochMilli())));
            store.seen().remember("p", "b", NOW);
            Awaitility.await()
                    .until(() -> store.read(session -> SeenTable.contains(session, "p", "b", NOW.toEpochMilli())));
            assertThat(store.seen().seen("p", "a", NOW)).isTrue();
        }
    }

    @Test
    void letsGoOfWhatNobodyAsksForAnyMore() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.fixed(NOW))) {
            store.seen().seen("p", "x", NOW.minus(Duration.ofHours(1)));
            store.seen().remember("p", "old", NOW.minus(Duration.ofHours(2)));
            store.seen().remember("p", "young", NOW.minus(Duration.ofMinutes(5)));
        }
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.fixed(NOW))) {
            String left = store.read(session -> session.text("select group_concat(id) from seen"));
            assertThat(left).isEqualTo("young");
        }
    }

    @Test
    void answersManyThousandTimesASecond() {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            int rounds = 100_000;
            long begin = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                store.seen().seen("p", "delivery-" + i, Instant.EPOCH);
                store.seen().remember("p", "delivery-" + i, NOW);
            }
            double perSecond = rounds / ((System.nanoTime() - begin) / 1e9);
            assertThat(perSecond).isGreaterThan(20_000);
            assertThat(store.seen().seen("p", "delivery-0", Instant.EPOCH)).isTrue();
        }
    }

    @Test
    void staysExactBeyondWhatMemoryHolds() {
        SeenWindow window = new SeenWindow();
        int many = 1_200_000;
        for (int i = 0; i < many; i++) {
            window.add("delivery-" + i, i);
        }
        assertThat(window.maybeSeen("delivery-1", 0)).isTrue(); // out of memory: the table is asked
        assertThat(window.maybeSeen("delivery-" + (many - 1), many - 1000)).isTrue();
        assertThat(window.maybeSeen("never", many - 1000)).isFalse();
    }
}
