package dev.penstock.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.OffsetStore.Claim;
import dev.penstock.engine.state.OffsetStore.StaleClaimException;
import dev.penstock.host.state.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StateOffsetsTests {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Partition ONE = new Partition("one");
    private static final Partition TWO = new Partition("two");

    private final MemoryStore store = new MemoryStore();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StateOffsets mine = offsets("me");
    private final StateOffsets theirs = offsets("them");

    private StateOffsets offsets(String owner) {
        return new StateOffsets(store, owner, LEASE, () -> now);
    }

    private static Map<Partition, Offset> at(Partition partition, int position) {
        return Map.of(partition, Offset.of("position", position));
    }

    private OffsetDocument stored() throws Exception {
        return OffsetDocument.read(
                Objects.requireNonNull(store.entries.get("p/offsets")).value());
    }

    @Test
    void keepsTheOffsetsOfEachPartition() throws Exception {
        Claim claim = mine.claim("p");
        assertThat(mine.load("p")).isEmpty();
        mine.save(claim, at(ONE, 1));
        mine.save(claim, at(TWO, 5));
        mine.save(claim, at(ONE, 2));
        mine.release();
        Claim next = theirs.claim("p");
        assertThat(next.epoch()).isGreaterThan(claim.epoch());
        assertThat(theirs.load("p"))
                .containsExactly(Map.entry(ONE, Offset.of("position", 2)), Map.entry(TWO, Offset.of("position", 5)));
    }

    @Test
    void refusesAPipelineThatAnotherOwnerHasAndSaysWhoAndUntilWhen() throws Exception {
        Claim unused = mine.claim("p");
        now = now.plus(LEASE).minusMillis(1);
        assertThatThrownBy(() -> theirs.claim("p"))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        held -> assertThat(held.failure().code()).isEqualTo(StateOffsets.HELD))
                .hasMessageContaining("pipeline 'p' is run by me")
                .hasMessageContaining("until 2026-03-01T12:00:30Z");
    }

    @Test
    @Tag("I2")
    void keepsAnOwnerOutWhoseLeaseWasTakenOver() throws Exception {
        Claim claim = mine.claim("p");
        mine.save(claim, at(ONE, 7));
        now = now.plus(LEASE);
        Claim next = theirs.claim("p");
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 9))).isInstanceOf(StaleClaimException.class);
        assertThatThrownBy(() -> mine.renew(claim, Duration.ZERO)).isInstanceOf(StaleClaimException.class);
        assertThat(theirs.load("p")).isEqualTo(at(ONE, 7));
        theirs.save(next, at(ONE, 8));
        assertThat(stored().owner()).isEqualTo("them");
    }

    @Test
    @Tag("I2")
    void keepsAnOwnerOutByTheVersionAlsoWhenItsClockSaysThatItsLeaseRuns() throws Exception {
        Claim claim = mine.claim("p");
        Instant slow = now;
        now = now.plus(LEASE);
        Claim next = theirs.claim("p");
        now = slow;
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 9))).isInstanceOf(StaleClaimException.class);
        theirs.save(next, at(ONE, 1));
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 1));
    }

    @Test
    void anOwnerMayGoOnAfterItsLeaseWhenNobodyTookIt() throws Exception {
        Claim claim = mine.claim("p");
        now = now.plus(LEASE.multipliedBy(3));
        mine.save(claim, at(ONE, 7));
        assertThat(stored().until()).isEqualTo(now.plus(LEASE));
        assertThatThrownBy(() -> theirs.claim("p")).isInstanceOf(ConnectorException.class);
    }

    @Test
    void extendsTheLeaseOnlyWhenNothingWasWrittenLately() throws Exception {
        Claim claim = mine.claim("p");
        now = now.plusSeconds(10);
        mine.renew(claim, Duration.ofSeconds(10));
        assertThat(stored().until()).isEqualTo(now.plus(LEASE));
        int written = store.written;
        now = now.plusSeconds(9);
        mine.renew(claim, Duration.ofSeconds(10));
        assertThat(store.written).isEqualTo(written);
    }

    @Test
    void theSameOwnerClaimsAgainAndItsEarlierClaimIsStale() throws Exception {
        Claim first = mine.claim("p");
        Claim second = mine.claim("p");
        assertThatThrownBy(() -> mine.save(first, at(ONE, 1))).isInstanceOf(StaleClaimException.class);
        mine.save(second, at(ONE, 1));
    }

    @Test
    void findsOutThatAWriteWhoseAnswerIsLostWasDone() throws Exception {
        store.writes.add(Fault.AFTER);
        Claim claim = mine.claim("p");
        store.writes.add(Fault.AFTER);
        mine.save(claim, at(ONE, 1));
        store.writes.add(Fault.DENIED);
        mine.save(claim, at(ONE, 2));
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 2));
        mine.save(claim, at(ONE, 3));
    }

    @Test
    void savesAgainWhatWasNotDone() throws Exception {
        Claim claim = mine.claim("p");
        store.writes.add(Fault.BEFORE);
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 1))).hasMessage("the write failed");
        assertThat(stored().offsets()).isEmpty();
        mine.save(claim, at(ONE, 1));
        assertThat(stored().offsets()).hasSize(1);
    }

    @Test
    @Tag("I2")
    void takesUpItsOwnWriteThatArrivesLateAndStoresTheLatestOffset() throws Exception {
        Claim claim = mine.claim("p");
        store.writes.add(Fault.LATE);
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 1))).hasMessage("the write failed");
        store.deliverLate();
        mine.save(claim, at(ONE, 2));
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 2));
    }

    @Test
    @Tag("I2")
    void extendingTheLeaseTakesNothingBackThatArrivedLate() throws Exception {
        Claim claim = mine.claim("p");
        store.writes.add(Fault.LATE);
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 7))).hasMessage("the write failed");
        store.deliverLate();
        mine.renew(claim, Duration.ZERO);
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 7));
    }

    @Test
    @Tag("I2")
    void aWriteThatArrivesAfterATakeOverChangesNothing() throws Exception {
        Claim claim = mine.claim("p");
        store.writes.add(Fault.LATE);
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 1))).hasMessage("the write failed");
        now = now.plus(LEASE);
        Claim next = theirs.claim("p");
        store.deliverLate();
        assertThat(theirs.load("p")).isEmpty();
        theirs.save(next, at(ONE, 5));
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 5));
    }

    @Test
    void saysThatNothingIsKnownWhenTheReadFailsToo() throws Exception {
        Claim claim = mine.claim("p");
        store.writes.add(Fault.AFTER);
        store.reads.add(Fault.BEFORE);
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 1)))
                .hasMessage("the answer is lost")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        mine.save(claim, at(ONE, 2));
        assertThat(stored().offsets()).containsEntry("one", Offset.of("position", 2));
    }

    @Test
    void aDocumentThatWasRemovedIsNotWrittenAnew() throws Exception {
        Claim claim = mine.claim("p");
        store.entries.clear();
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 1))).isInstanceOf(StaleClaimException.class);
    }

    @Test
    void releasesForTheNextOwnerAtOnceAndWritesNoMore() throws Exception {
        Claim claim = mine.claim("p");
        mine.save(claim, at(ONE, 1));
        mine.release();
        assertThatThrownBy(() -> mine.save(claim, at(ONE, 2))).isInstanceOf(StaleClaimException.class);
        Claim unused = theirs.claim("p");
        mine.release();
        assertThat(stored().owner())
                .as("nothing of somebody else's is released")
                .isEqualTo("them");
    }

    @Test
    void refusesADocumentThatIsTooLarge() throws Exception {
        Claim claim = mine.claim("p");
        Map<Partition, Offset> many = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            many.put(new Partition("partition-with-a-long-name-" + i), Offset.of("position", "1234567890123456789"));
        }
        assertThatThrownBy(() -> mine.save(claim, many))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("5000 partitions")
                .hasMessageContaining("read fewer partitions");
        mine.save(claim, at(ONE, 1));
    }

    @Test
    void refusesWhatItDidNotWrite() {
        store.entries.put("p/offsets", new dev.penstock.api.StateStore.Entry("hello", "v0"));
        assertThatThrownBy(() -> mine.claim("p"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("'p/offsets' cannot be read");
        store.entries.put(
                "p/offsets", new dev.penstock.api.StateStore.Entry("{\"format\":2,\"epoch\":1,\"offsets\":{}}", "v0"));
        assertThatThrownBy(() -> mine.claim("p")).hasMessageContaining("of the form 2");
        store.entries.put(
                "p/offsets", new dev.penstock.api.StateStore.Entry("{\"format\":1,\"until\":\"soon\"}", "v0"));
        assertThatThrownBy(() -> mine.claim("p")).hasMessageContaining("'until' is no time");
        assertThat(store.written).isZero();
    }

    @Test
    void resetsWithTheLeaseOnly() throws Exception {
        Claim claim = mine.claim("p");
        mine.save(claim, at(ONE, 1));
        assertThat(mine.reset(claim)).isEqualTo(1);
        assertThat(mine.load("p")).isEmpty();
        mine.release();
        assertThatThrownBy(() -> mine.reset(claim)).isInstanceOf(StaleClaimException.class);
    }

    @Test
    void writesADocumentThatIsReadAsItWas() throws Exception {
        Claim claim = mine.claim("p");
        Partition odd = new Partition("a \"b\"\n/ü");
        mine.save(claim, Map.of(odd, Offset.of(Map.of("x", "1", "a", "ü\u0000\""))));
        assertThat(store.entries.get("p/offsets"))
                .extracting(dev.penstock.api.StateStore.Entry::value)
                .asString()
                .startsWith(
                        "{\"format\":1,\"epoch\":1,\"owner\":\"me\",\"until\":\"2026-03-01T12:00:30Z\",\"offsets\":{");
        assertThat(offsets("third").load("p")).containsEntry(odd, Offset.of(Map.of("x", "1", "a", "ü\u0000\"")));
    }
}
