package dev.penstock.testkit;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What tests of state stores do to them. */
final class Stores {
    private Stores() {}

    /** Long enough for any store that works. */
    static Deadline soon(Lab lab) {
        return lab.deadline(Duration.ofSeconds(30));
    }

    static String key() {
        return "conformance/" + UUID.randomUUID();
    }

    /** One more instance at the same place, as another process would build it. */
    static StateStore open(Lab lab) throws Exception {
        return (StateStore) lab.build();
    }

    static @Nullable String create(Lab lab, StateStore store, String key, String value) throws Exception {
        return store.write(new Change(key, value, null, null), soon(lab));
    }

    /** Creates an entry that nobody else does; its version. */
    static String created(Lab lab, StateStore store, String key, String value) throws Exception {
        String version = create(lab, store, key, value);
        lab.check(
                version != null,
                Paragraph.STATE_WRITE,
                "a version for the first entry of a new key",
                () -> "null, as if another stood there");
        return Objects.requireNonNull(version);
    }

    static @Nullable String replace(Lab lab, StateStore store, String key, String value, String expected)
            throws Exception {
        return store.write(new Change(key, value, expected, null), soon(lab));
    }

    /** Fails unless the call ends with the exception that connectors have for what they cannot do. */
    static void refused(Lab lab, Paragraph paragraph, String expected, Callable<?> call) {
        String happened;
        try {
            happened = "it returned " + call.call();
        } catch (ConnectorException wanted) {
            return;
        } catch (Exception other) {
            happened = "it threw " + other;
        }
        throw lab.failure(paragraph, expected + " by a ConnectorException", happened);
    }

    /** What a writer does. */
    interface Writing {
        @Nullable
        String write(StateStore store, int writer) throws Exception;
    }

    /** Lets all writers begin together, on two instances; what each returned. */
    static List<@Nullable String> atOnce(Lab lab, int writers, Writing writing) throws Exception {
        CountDownLatch ready = new CountDownLatch(writers);
        StateStore one = open(lab);
        StateStore two = open(lab);
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
        for (Future<@Nullable String> each : lab.threads().invokeAll(calls)) {
            results.add(each.get());
        }
        one.close();
        two.close();
        return results;
    }
}
