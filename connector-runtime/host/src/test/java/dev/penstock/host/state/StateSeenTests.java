package dev.penstock.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.host.state.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateSeenTests {
    private final Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final MemoryStore store = new MemoryStore();
    private final StateSeen one = new StateSeen(store, () -> now);
    private final StateSeen other = new StateSeen(store, () -> now);

    @Test
    void whatOneInstanceRemembersAllHaveSeen() {
        assertThat(other.seen("p", "id", now)).isFalse();
        one.remember("p", "id", now, now.plusSeconds(60));
        assertThat(other.seen("p", "id", now)).isTrue();
        assertThat(other.seen("p", "id", now.plusMillis(1))).as("too long ago").isFalse();
        assertThat(other.seen("q", "id", now)).isFalse();
    }

    @Test
    void remembersAgainWhatHasExpiredAndIsStillThere() {
        one.remember("p", "id", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)));
        one.remember("p", "id", now, now.plusSeconds(60));
        assertThat(other.seen("p", "id", now)).isTrue();
    }

    @Test
    void keepsIdsOfAnyFormUnderPlainKeys() {
        one.remember("p", "../ä \n\u0000" + "x".repeat(5000), now, now.plusSeconds(60));
        assertThat(store.entries.keySet())
                .allMatch(key -> key.matches("p/seen/[0-9a-f]{64}"))
                .hasSize(1);
    }

    @Test
    void throwsWhenTheStoreIsDown() {
        store.reads.add(Fault.BEFORE);
        assertThatThrownBy(() -> one.seen("p", "id", now)).isInstanceOf(IllegalStateException.class);
        store.writes.add(Fault.BEFORE);
        assertThatThrownBy(() -> one.remember("p", "id", now, now)).isInstanceOf(IllegalStateException.class);
    }
}
