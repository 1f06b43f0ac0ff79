package dev.penstock.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} does; the tests of a store extend it. */
public abstract class StateStoreContract {
    private static final int RACERS = 8;
    private static final int INCREMENTS = 50;

    /** One more instance at the same place, as another process would build it. */
    protected abstract StateStore open() throws Exception;

    /** Removes an entry behind the store's back. */
    protected abstract void remove(String key) throws Exception;

    /** How many increment a counter at once. */
    protected int writers() {
        return 8;
    }

    /** Long enough for any store that works. */
    protected static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30), InstantSource.system());
    }

    private static String key() {
        return "test/" + UUID.randomUUID();
    }

    private static @Nullable String create(StateStore store, String key, String value) throws Exception {
        return store.write(new Change(key, value, null, null), soon());
    }

    private static @Nullable String replace(StateStore store, String key, String value, @Nullable String expected)
            throws Exception {
        return store.write(new Change(key, value, Objects.requireNonNull(expected), null), soon());
    }

    @Test
    void readsNothingWhereNothingWasWritten() throws Exception {
        try (StateStore store = open()) {
            assertThat(store.read(key(), soon())).isNull();
        }
    }

    @Test
    void createsOnceAndAnotherInstanceSeesIt() throws Exception {
        String key = key();
        try (StateStore store = open();
                StateStore other = open()) {
            String version = create(store, key, "first");
            assertThat(version).isNotNull();
            assertThat(create(other, key, "second")).isNull();
            assertThat(other.read(key, soon())).isEqualTo(new Entry("first", Objects.requireNonNull(version)));
        }
    }

    @Test
    @Tag("I2")
    void letsOnlyOneOfManyCreate() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = key();
            List<@Nullable String> written = atOnce(RACERS, (store, writer) -> create(store, key, "writer " + writer));
            List<@Nullable String> winners =
                    written.stream().filter(Objects::nonNull).toList();
            assertThat(winners).hasSize(1);
            try (StateStore store = open()) {
                Entry stands = Objects.requireNonNull(store.read(key, soon()));
                assertThat(stands.version()).isEqualTo(winners.get(0));
                assertThat(stands.value()).isEqualTo("writer " + written.indexOf(stands.version()));
            }
        }
    }

    @Test
    void createsTheirPlaceTogether() throws Exception {
        List<@Nullable String> written = atOnce(RACERS, (store, writer) -> create(store, key(), "mine"));
        assertThat(written).doesNotContainNull();
    }

    @Test
    @Tag("I2")
    void replacesNothingButTheExpectedVersion() throws Exception {
        String key = key();
        try (StateStore store = open()) {
            String first = create(store, key, "1");
            String second = replace(store, key, "2", first);
            String third = replace(store, key, "3", second);
            assertThat(Set.of(
                            Objects.requireNonNull(first),
                            Objects.requireNonNull(second),
                            Objects.requireNonNull(third)))
                    .hasSize(3);
            assertThat(replace(store, key, "stale", first)).isNull();
            assertThat(replace(store, key, "stale", second)).isNull();
            assertThat(store.read(key, soon())).isEqualTo(new Entry("3", third));
        }
    }

    @Test
    void replacesNothingWhereNothingStands() throws Exception {
        String key = key();
        try (StateStore store = open()) {
            String version = create(store, key, "here");
            remove(key);
            assertThat(replace(store, key, "again", version)).isNull();
            assertThat(store.read(key, soon())).isNull();
        }
    }

    @Test
    @Tag("I2")
    void losesNoUpdate() throws Exception {
        String key = key();
        try (StateStore store = open()) {
            assertThat(create(store, key, "0")).isNotNull();
            List<@Nullable String> done = atOnce(writers(), (each, writer) -> {
                for (int i = 0; i < INCREMENTS; i++) {
                    String written = null;
                    while (written == null) {
                        Entry now = Objects.requireNonNull(each.read(key, soon()));
                        written =
                                replace(each, key, Integer.toString(Integer.parseInt(now.value()) + 1), now.version());
                    }
                }
                return "done";
            });
            assertThat(done).hasSize(writers());
            assertThat(Objects.requireNonNull(store.read(key, soon())).value())
                    .isEqualTo(Integer.toString(writers() * INCREMENTS));
        }
    }

    @Test
    void neverGivesTheSameVersionTwice() throws Exception {
        String key = key();
        Set<String> versions = new HashSet<>();
        try (StateStore store = open()) {
            String first = create(store, key, "same");
            versions.add(Objects.requireNonNull(first));
            String again = replace(store, key, "same", first);
            assertThat(versions.add(Objects.requireNonNull(again))).isTrue();
            remove(key);
            String anew = create(store, key, "same");
            assertThat(versions.add(Objects.requireNonNull(anew))).isTrue();
            assertThat(replace(store, key, "stale", first)).isNull();
            assertThat(replace(store, key, "stale", again)).isNull();
        }
    }

    @Test
    void keepsTextsAsTheyAre() throws Exception {
        String mixed = "{\"name\":\"Zoë 日本 🚰 \\\\ '$1' %s ?\"}\n\r\t  ";
        String longest = "🚰".repeat(StateStore.LARGEST_VALUE / 4);
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(StateStore.LARGEST_VALUE);
        try (StateStore store = open()) {
            for (String text : List.of("", " ", mixed, longest)) {
                String key = key();
                String version = Objects.requireNonNull(create(store, key, text));
                assertThat(store.read(key, soon())).isEqualTo(new Entry(text, version));
                String next = Objects.requireNonNull(replace(store, key, text, version));
                assertThat(store.read(key, soon())).isEqualTo(new Entry(text, next));
            }
        }
    }

    @Test
    void keepsKeysApart() throws Exception {
        String base = key();
        String segment = "aZ0._-".repeat(20);
        String longest = (base + ("/" + segment).repeat(5)).substring(0, 511);
        List<String> keys = List.of(
                base + "/order",
                base + "/Order",
                base + "/order.",
                base + "/order_",
                base + "/order-1",
                longest + "a",
                longest + "b");
        try (StateStore store = open()) {
            for (String key : keys) {
                assertThat(create(store, key, "of " + key)).as(key).isNotNull();
            }
            for (String key : keys) {
                assertThat(Objects.requireNonNull(store.read(key, soon())).value())
                        .isEqualTo("of " + key);
            }
        }
    }

    @Test
    void letsWhatExpiredBeReplacedAndWhatDidNotStay() throws Exception {
        String past = key();
        String future = key();
        try (StateStore store = open()) {
            Instant now = InstantSource.system().instant();
            store.write(new Change(past, "old", null, now.minus(Duration.ofDays(1))), soon());
            store.write(new Change(future, "kept", null, now.plus(Duration.ofDays(1))), soon());
            Entry left = store.read(past, soon());
            String expected = left == null ? null : left.version();
            assertThat(store.write(new Change(past, "new", expected, null), soon()))
                    .isNotNull();
            assertThat(Objects.requireNonNull(store.read(past, soon())).value()).isEqualTo("new");
            assertThat(Objects.requireNonNull(store.read(future, soon())).value())
                    .isEqualTo("kept");
        }
    }

    @Test
    void doesNothingWhenNoTimeIsLeft() throws Exception {
        String key = key();
        Deadline over = Deadline.in(Duration.ZERO, InstantSource.system());
        try (StateStore store = open()) {
            assertThatThrownBy(() -> store.read(key, over)).isInstanceOf(ConnectorException.class);
            assertThatThrownBy(() -> store.write(new Change(key, "late", null, null), over))
                    .isInstanceOf(ConnectorException.class);
            assertThat(store.read(key, soon())).isNull();
        }
    }

    @Test
    void findsItselfInOrder() throws Exception {
        try (StateStore store = open()) {
            assertThat(((Checkable) store).check(soon()))
                    .isNotEmpty()
                    .filteredOn(check -> !accepted(check))
                    .allSatisfy(check -> assertThat(check.failure()).isNull());
        }
    }

    /** Whether a failed check is what the server of the test deserves. */
    protected boolean accepted(Check check) {
        return false;
    }

    /** What a writer does. */
    interface Writing {
        @Nullable
        String write(StateStore store, int writer) throws Exception;
    }

    /** Lets all writers begin together, on two instances; what each returned. */
    private List<@Nullable String> atOnce(int writers, Writing writing) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch ready = new CountDownLatch(writers);
        try (StateStore one = open();
                StateStore two = open()) {
            List<Callable<@Nullable String>> calls = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                calls.add(() -> {
                    ready.countDown();
                    ready.await();
                    return writing.write(writer % 2 == 0 ? one : two, writer);
                });
            }
            List<@Nullable String> results = new ArrayList<>();
            for (Future<@Nullable String> each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
