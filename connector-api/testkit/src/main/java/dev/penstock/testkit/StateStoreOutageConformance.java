package dev.penstock.testkit;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** For a state store on a server: it never guesses what became of a write, and goes on when the server is back. */
public interface StateStoreOutageConformance extends StateStoreDriver {
    /** The port on the loopback address on which the real server listens. */
    int port() throws Exception;

    /** A config that reaches the server at that port of the loopback address. */
    Map<String, Object> config(int port) throws Exception;

    /** Kills the server and starts it again, with its data. */
    void restart() throws Exception;

    @Override
    default Map<String, Object> config() throws Exception {
        return config(port());
    }

    private StateStore open(Lab lab, int port) throws Exception {
        return (StateStore) lab.build(config(port));
    }

    /** When the answer to a write is cut off, the write may be done: the store says that it does not know. */
    @Test
    default void admitsThatItDoesNotKnowWhenTheAnswerIsCutOff() throws Exception {
        try (Lab lab = new Lab(this);
                FaultyWay way = new FaultyWay(port())) {
            String key = Stores.key();
            StateStore store = open(lab, way.port());
            String version = Stores.created(lab, store, key, "before");
            way.cutNextAnswer();
            unknown(lab, way, () -> Stores.replace(lab, store, key, "after", version));
            Entry stands = store.read(key, Stores.soon(lab));
            lab.check(
                    stands != null && stands.value().equals("after"),
                    Paragraph.STATE_WRITE,
                    "the server had the whole request, so what was written stands there",
                    () -> "found " + Described.value(stands));
            String stale = Stores.replace(lab, store, key, "stale", version);
            lab.check(stale == null, Paragraph.STATE_WRITE, "null for the version before", () -> "it was replaced");
            replaces(lab, store, key, stands == null ? "" : stands.version());
        }
    }

    /** When a write is cut off on its way, it is not done, and the store says that it does not know. */
    @Test
    default void admitsThatItDoesNotKnowWhenTheRequestIsCutOff() throws Exception {
        try (Lab lab = new Lab(this);
                FaultyWay way = new FaultyWay(port())) {
            String key = Stores.key();
            StateStore store = open(lab, way.port());
            String version = Stores.created(lab, store, key, "before");
            way.cutNextRequest();
            unknown(lab, way, () -> Stores.replace(lab, store, key, "after", version));
            stands(lab, store, key, new Entry("before", version));
            replaces(lab, store, key, version);
        }
    }

    /** A server that says nothing holds nobody up for longer than the deadline. */
    @Test
    default void givesUpAtTheDeadlineWhenTheServerFallsSilent() throws Exception {
        try (Lab lab = new Lab(this);
                FaultyWay way = new FaultyWay(port())) {
            String key = Stores.key();
            StateStore store = open(lab, way.port());
            StateStore unconnected = open(lab, way.port());
            String version = Stores.created(lab, store, key, "before");
            way.swallow(true);
            givesUp(lab, () -> store.read(key, second(lab)));
            givesUp(lab, () -> store.write(new Change(key, "after", version, null), second(lab)));
            givesUp(lab, () -> unconnected.read(key, second(lab)));
            way.swallow(false);
            stands(lab, store, key, new Entry("before", version));
            stands(lab, unconnected, key, new Entry("before", version));
        }
    }

    /** The same instance goes on when its server was killed and is there again. */
    @Test
    default void goesOnAfterARestartOfTheServer() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = open(lab, port());
            String version = Stores.created(lab, store, key, "before");
            restart();
            boolean back = Lab.until(patience().plusSeconds(15), () -> {
                try {
                    return new Entry("before", version).equals(store.read(key, Stores.soon(lab)));
                } catch (ConnectorException notYet) {
                    return false;
                }
            });
            lab.check(
                    back,
                    Paragraph.STATE_STORE,
                    "the entry is read again once the server is back",
                    () -> "it was not after " + patience().plusSeconds(15));
            replaces(lab, store, key, version);
        }
    }

    private static Deadline second(Lab lab) {
        return lab.deadline(Duration.ofSeconds(1));
    }

    private void givesUp(Lab lab, Callable<?> call) {
        long begun = System.nanoTime();
        Stores.refused(lab, Paragraph.STATE_STORE, "a call to a silent server is given up", call);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        lab.check(
                took.compareTo(patience()) < 0,
                Paragraph.STATE_STORE,
                "it is given up at its deadline of 1 s, with the driver's patience of " + patience(),
                () -> "after " + took);
    }

    private static void unknown(Lab lab, FaultyWay way, Callable<?> write) {
        Stores.refused(lab, Paragraph.STATE_STORE, "a write that nobody knows of is reported", write);
        lab.check(
                way.cuts() == 1,
                Paragraph.STATE_STORE,
                "the write is sent once: sent again, it could overwrite what came meanwhile",
                () -> way.cuts() + " connections were cut");
    }

    private static void stands(Lab lab, StateStore store, String key, Entry expected) throws Exception {
        Entry found = store.read(key, Stores.soon(lab));
        lab.check(
                expected.equals(found),
                Paragraph.STATE_READ,
                "on a new connection, " + Described.value(expected),
                () -> "found " + Described.value(found));
    }

    private static void replaces(Lab lab, StateStore store, String key, String version) throws Exception {
        String written = Stores.replace(lab, store, key, "next", version);
        lab.check(written != null, Paragraph.STATE_WRITE, "the next write is done", () -> "it returned null");
    }
}
