package dev.penstock.benchmarks.engine;

import dev.penstock.engine.strand.Strand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A strand without threads: what is due is queued, and the benchmark's thread takes it in order. Timers never fire. */
final class QueueStrand implements Strand {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public <T extends @Nullable Object> void call(
            String what, Duration limit, Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        tasks.add(() -> {
            T result;
            try {
                result = call.call();
            } catch (Exception e) {
                done.accept(null, e);
                return;
            }
            done.accept(result, null);
        });
    }

    void step() {
        tasks.remove().run();
    }
}
