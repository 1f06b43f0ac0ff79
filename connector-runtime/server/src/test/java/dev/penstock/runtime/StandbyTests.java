package dev.penstock.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.host.state.SharedState;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import dev.penstock.runtime.supervise.PipelineSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runtimes with one pipeline, whose state is in a store that both reach. */
class StandbyTests {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final int LAST = 2_000;

    @TempDir
    Path dir;

    private final Shared store = new Shared();
    private final Fakes.Keeping sink = new Fakes.Keeping();

    private PenstockRuntime runtime(String name) {
        PipelineSpec counting = Fakes.counting("counting", LAST, () -> sink);
        PipelineSpec shared = new PipelineSpec(
                counting.plan(),
                counting.polling(),
                counting.deadLetter(),
                Optional.of(new SharedState.Settings(() -> store, LEASE)),
                counting.endpoint());
        return PenstockRuntime.builder(dir.resolve(name)).pipeline(shared).start();
    }

    private static PipelineSnapshot snapshot(PenstockRuntime runtime) {
        return runtime.snapshot().get(0);
    }

    private static void awaitStandby(PenstockRuntime runtime) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            assertThat(snapshot(runtime).status().state()).isEqualTo(PipelineStatus.State.RECONNECTING);
            assertThat(Objects.requireNonNull(snapshot(runtime).status().failure())
                            .message())
                    .contains("pipeline 'counting' is run by ");
        });
    }

    @Test
    @Tag("I2")
    void oneWorksAndTheOtherGoesOnAtOnceWhenItStops() throws Exception {
        try (PenstockRuntime first = runtime("first")) {
            Awaitility.await().atMost(LONG).until(() -> sink.ids.size() == LAST);
            try (PenstockRuntime second = runtime("second")) {
                awaitStandby(second);
                assertThat(first.drain(LONG)).isTrue();
                Awaitility.await()
                        .atMost(LONG)
                        .until(() -> snapshot(second).status().failure() == null);
                assertThat(second.drain(LONG)).isTrue();
            }
        }
        assertThat(sink.ids).hasSize(LAST).doesNotHaveDuplicates();
    }

    @Test
    @Tag("I2")
    void anOwnerThatWasTakenOverStandsByAndComesBack() throws Exception {
        try (PenstockRuntime first = runtime("first")) {
            Awaitility.await().atMost(LONG).until(() -> sink.ids.size() == LAST);
            store.take("counting/offsets", "\"owner\":\"somebody\"");
            awaitStandby(first);
            store.take("counting/offsets", "\"owner\":\"\"");
            Awaitility.await().atMost(LONG).until(() -> snapshot(first).status().failure() == null);
            assertThat(first.drain(LONG)).isTrue();
        }
        assertThat(sink.ids).hasSize(LAST).doesNotHaveDuplicates();
    }

    @Test
    void keepsNothingOfItInTheDataDirectory() throws Exception {
        try (PenstockRuntime first = runtime("first")) {
            Awaitility.await().atMost(LONG).until(() -> sink.ids.size() == LAST);
            assertThat(first.drain(LONG)).isTrue();
        }
        assertThat(store.text("counting/offsets")).contains("\"owner\":\"\"").contains(String.valueOf(LAST));
        PipelineSpec plain = Fakes.counting("counting", LAST, () -> sink);
        try (PenstockRuntime without =
                PenstockRuntime.builder(dir.resolve("first")).pipeline(plain).start()) {
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(sink.ids)
                    .hasSize(2 * LAST));
        }
    }

    /** A store in memory. */
    private static final class Shared implements StateStore {
        private final Map<String, Entry> entries = new HashMap<>();
        private int versions;

        @Override
        public synchronized @Nullable Entry read(String key, Deadline deadline) {
            return entries.get(key);
        }

        @Override
        public synchronized @Nullable String write(Change change, Deadline deadline) {
            Entry present = entries.get(change.key());
            if (!Objects.equals(present == null ? null : present.version(), change.expected())) {
                return null;
            }
            Entry fresh = new Entry(change.value(), "v" + ++versions);
            entries.put(change.key(), fresh);
            return fresh.version();
        }

        synchronized String text(String key) {
            return Objects.requireNonNull(entries.get(key)).value();
        }

        /** Another owner, with the next epoch, and a lease that has far to go. */
        synchronized void take(String key, String owner) {
            String taken = text(key)
                    .replaceFirst("\"owner\":\"[^\"]*\"", owner)
                    .replaceFirst("\"epoch\":", "\"epoch\":1")
                    .replaceFirst("\"until\":\"[^\"]*\"", "\"until\":\"2999-01-01T00:00:00Z\"");
            entries.put(key, new Entry(taken, "v" + ++versions));
        }

        @Override
        public void close() {}
    }
}
