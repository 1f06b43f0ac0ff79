package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.OffsetStore.Claim;
import dev.penstock.engine.state.OffsetStore.StaleClaimException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetsTests {
    private static final Partition A = new Partition("a");
    private static final Partition B = new Partition("b");

    private final Path dir;

    OffsetsTests(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void findsTheOffsetsAgainAfterARestart() throws Exception {
        Offset odd = Offset.of(Map.of("byte", "12", "file \"x\"", "ü\n\u0001"));
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            Claim claim = store.offsets().claim("p");
            store.offsets().save(claim, Map.of(A, Offset.of("byte", 1), B, odd));
            store.offsets().save(claim, Map.of(A, Offset.of("byte", 2)));
        }
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            assertThat(store.offsets().load("p")).containsOnly(Map.entry(A, Offset.of("byte", 2)), Map.entry(B, odd));
            assertThat(store.offsets().load("other")).isEmpty();
            assertThat(store.offsets().claim("p").epoch()).isEqualTo(2);
        }
    }

    @Test
    @Tag("I2")
    void refusesAnOwnerThatSomebodyElseHasReplaced() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            Claim old = store.offsets().claim("p");
            Claim fresh = store.offsets().claim("p");
            store.offsets().save(fresh, Map.of(A, Offset.of("byte", 9)));

            assertThatThrownBy(() -> store.offsets().save(old, Map.of(A, Offset.of("byte", 1))))
                    .isInstanceOf(StaleClaimException.class);
            assertThat(store.offsets().load("p")).containsOnly(Map.entry(A, Offset.of("byte", 9)));
        }
    }

    @Test
    void failsTheStaleOwnerAloneWhenManyShareACommit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            List<CompletableFuture<Boolean>> good = new ArrayList<>();
            List<CompletableFuture<Boolean>> stale = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String pipeline = "p" + i;
                Claim old = store.offsets().claim(pipeline);
                Claim claim = i % 7 == 0 ? store.offsets().claim(pipeline) : old;
                (claim.equals(old) ? good : stale).add(CompletableFuture.supplyAsync(() -> saves(store, old), threads));
            }
            assertThat(good).allMatch(CompletableFuture::join);
            assertThat(stale).noneMatch(CompletableFuture::join);
            assertThat(store.offsets().list("")).hasSize(good.size());
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean saves(StateStore store, Claim claim) {
        try {
            store.offsets().save(claim, Map.of(A, Offset.of("byte", 1)));
            return true;
        } catch (StaleClaimException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("I1")
    void saysSoWhenTheDiskIsFullAndWorksAgainOnceThereIsRoom() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            Claim claim = store.offsets().claim("p");
            store.writer().write(session -> session.text("pragma max_page_count = 1"));
            Map<Partition, Offset> large = Map.of(A, Offset.of("text", "x".repeat(100_000)));

            assertThatThrownBy(() -> store.offsets().save(claim, large)).isInstanceOf(SQLException.class);
            assertThat(store.offsets().load("p")).isEmpty();

            store.offsets().save(claim, Map.of(B, Offset.of("byte", 1)));
            store.writer().write(session -> session.text("pragma max_page_count = 100000"));
            store.offsets().save(claim, large);
            assertThat(store.offsets().load("p")).containsOnlyKeys(A, B);
        }
    }

    @Test
    void setsAndResetsByHandAndFencesWhoeverWasRunning() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            Claim running = store.offsets().claim("p");
            store.offsets().set("p", A, OffsetJson.read("{\"byte\": 17, \"file\": \"x\"}"));

            assertThat(store.offsets().load("p")).containsEntry(A, Offset.of("byte", 17, "file", "x"));
            assertThatThrownBy(() -> store.offsets().save(running, Map.of())).isInstanceOf(StaleClaimException.class);
            assertThat(store.offsets().reset("p")).isEqualTo(1);
            assertThat(store.offsets().load("p")).isEmpty();
        }
    }
}
