package dev.penstock.engine.strand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerStrandTests {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Workers workers = new Workers(InstantSource.system(), (strand, bug) -> {});
    private final Strand strand = workers.newStrand("test");
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    @Tag("I9")
    void givesUpEachCallAtItsOwnLimit() throws Exception {
        CompletableFuture<String> patient = call(LONG);
        CompletableFuture<String> first = call(SHORT);
        assertThatThrownBy(() -> get(first)).hasCauseInstanceOf(Strand.CallTimeout.class);
        CompletableFuture<String> second = call(SHORT);
        assertThatThrownBy(() -> get(second)).hasCauseInstanceOf(Strand.CallTimeout.class);
        assertThat(patient).isNotDone();
        released.countDown();
        assertThat(get(patient)).isEqualTo("done");
    }

    private CompletableFuture<String> call(Duration limit) {
        CompletableFuture<String> result = new CompletableFuture<>();
        strand.call(
                "wait",
                limit,
                () -> {
                    released.await();
                    return "done";
                },
                (value, thrown) -> {
                    if (thrown == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(thrown);
                    }
                });
        return result;
    }

    private static String get(CompletableFuture<String> result)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(60, TimeUnit.SECONDS);
    }
}
