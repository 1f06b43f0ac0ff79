package dev.penstock.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.host.state.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RebuiltStoreTests {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(5), () -> Instant.EPOCH);

    private final List<MemoryStore> built = new ArrayList<>();
    private final RebuiltStore store = new RebuiltStore(() -> {
        MemoryStore fresh = new MemoryStore();
        built.add(fresh);
        return fresh;
    });

    @Test
    void buildsWhenFirstNeededAndAnewAfterAFailure() throws Exception {
        assertThat(built).isEmpty();
        assertThat(store.read("k", DEADLINE)).isNull();
        assertThat(store.read("k", DEADLINE)).isNull();
        assertThat(built).hasSize(1);
        built.get(0).reads.add(Fault.BEFORE);
        assertThatThrownBy(() -> store.read("k", DEADLINE)).hasMessage("the read failed");
        assertThat(built.get(0).closed).isTrue();
        assertThat(store.read("k", DEADLINE)).isNull();
        assertThat(built).hasSize(2);
        store.close();
        assertThat(built.get(1).closed).isTrue();
        assertThatThrownBy(() -> store.read("k", DEADLINE)).hasMessage("the state store is closed");
    }

    @Test
    @Tag("I9")
    void closesAnInstanceOnlyWhenTheLastCallToItHasEnded() throws Exception {
        Slow slow = new Slow();
        RebuiltStore slowly = new RebuiltStore(() -> slow);
        CompletableFuture<StateStore.@Nullable Entry> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return slowly.read("slow", DEADLINE);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(slow.began.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> slowly.read("fail", DEADLINE)).isInstanceOf(IllegalStateException.class);
        slowly.close();
        assertThat(slow.closed).isFalse();
        slow.end.countDown();
        assertThat(reading.get(5, TimeUnit.SECONDS)).isNull();
        assertThat(slow.closed).isTrue();
    }

    private static final class Slow implements StateStore {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean closed;

        @Override
        public @Nullable Entry read(String key, Deadline deadline) throws Exception {
            if (key.equals("fail")) {
                throw new IllegalStateException("failed");
            }
            began.countDown();
            end.await();
            return null;
        }

        @Override
        public @Nullable String write(Change change, Deadline deadline) {
            return null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
