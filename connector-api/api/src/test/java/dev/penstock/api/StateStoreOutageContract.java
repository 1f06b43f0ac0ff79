package dev.penstock.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link StateStore} on a server does when the server or the way to it fails; the tests of a store extend it. */
public abstract class StateStoreOutageContract {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Of a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** The port on loopback on which the real server listens. */
    protected abstract int port();

    /** An instance that reaches the server at that port of loopback. */
    protected abstract StateStore open(int port) throws Exception;

    /** Kills the server and starts it again, with its data. */
    protected abstract void restart() throws Exception;

    private static Deadline soon() {
        return StateStoreContract.soon();
    }

    private static String key() {
        return "outage/" + UUID.randomUUID();
    }

    @Test
    @Tag("I2")
    void admitsThatItDoesNotKnowWhenTheAnswerIsCutOff() throws Exception {
        String key = key();
        try (FaultyWay way = new FaultyWay(port());
                StateStore store = open(way.port())) {
            String version = Objects.requireNonNull(store.write(new Change(key, "before", null, null), soon()));
            way.cutNextAnswer();
            assertThatThrownBy(() -> store.write(new Change(key, "after", version, null), soon()))
                    .isInstanceOf(ConnectorException.class);
            assertThat(way.cuts()).isEqualTo(1);
            Entry stands = Objects.requireNonNull(store.read(key, soon()));
            assertThat(stands.value()).isEqualTo("after");
            assertThat(store.write(new Change(key, "stale", version, null), soon()))
                    .isNull();
            assertThat(store.write(new Change(key, "next", stands.version(), null), soon()))
                    .isNotNull();
        }
    }

    @Test
    void admitsThatItDoesNotKnowWhenTheRequestIsCutOff() throws Exception {
        String key = key();
        try (FaultyWay way = new FaultyWay(port());
                StateStore store = open(way.port())) {
            String version = Objects.requireNonNull(store.write(new Change(key, "before", null, null), soon()));
            way.cutNextRequest();
            assertThatThrownBy(() -> store.write(new Change(key, "after", version, null), soon()))
                    .isInstanceOf(ConnectorException.class);
            assertThat(way.cuts()).isEqualTo(1);
            assertThat(store.read(key, soon())).isEqualTo(new Entry("before", version));
            assertThat(store.write(new Change(key, "after", version, null), soon()))
                    .isNotNull();
        }
    }

    @Test
    @Tag("I9")
    void givesUpAtTheDeadlineWhenTheServerFallsSilent() throws Exception {
        String key = key();
        try (FaultyWay way = new FaultyWay(port());
                StateStore store = open(way.port());
                StateStore unconnected = open(way.port())) {
            String version = Objects.requireNonNull(store.write(new Change(key, "before", null, null), soon()));
            way.swallow(true);
            givesUp(() -> store.read(key, patience()));
            givesUp(() -> store.write(new Change(key, "after", version, null), patience()));
            givesUp(() -> unconnected.read(key, patience()));
            way.swallow(false);
            assertThat(store.read(key, soon())).isEqualTo(new Entry("before", version));
            assertThat(unconnected.read(key, soon())).isEqualTo(new Entry("before", version));
        }
    }

    private static Deadline patience() {
        return Deadline.in(PATIENCE, InstantSource.system());
    }

    private static void givesUp(ThrowingCallable call) {
        long begun = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(ConnectorException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE.plus(SLACK));
    }

    @Test
    void goesOnAfterARestartOfTheServer() throws Exception {
        String key = key();
        try (StateStore store = open(port())) {
            String version = Objects.requireNonNull(store.write(new Change(key, "before", null, null), soon()));
            restart();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> store.read(key, soon()), new Entry("before", version)::equals);
            assertThat(store.write(new Change(key, "after", version, null), soon()))
                    .isNotNull();
        }
    }
}
