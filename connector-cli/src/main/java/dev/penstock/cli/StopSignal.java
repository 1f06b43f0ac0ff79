package dev.penstock.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM and SIGINT into a request to stop in order, and ends the process with the command's own exit code.
 *
 * <p>Java answers a signal by running shutdown hooks and then ending with 128 and the signal's number. The hook here waits
 * for the command instead and ends the process itself. May be used by any thread.
 */
final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();
    private final AtomicBoolean installed = new AtomicBoolean();

    /** Makes signals ask this command to stop; without it a signal ends the process at once. */
    void install() {
        if (installed.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "penstock-stop"));
        }
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            return; // the process ends by itself, not by a signal
        }
        ask();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode.get());
    }

    /** Asks the command to stop. */
    void ask() {
        asked.countDown();
    }

    /** Whether somebody has asked. */
    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until somebody asks, for so long at most; whether somebody has. */
    boolean await(Duration longest) throws InterruptedException {
        return asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command has ended and all is printed. */
    void finished(int code) {
        exitCode.set(code);
        finished.countDown();
    }
}
