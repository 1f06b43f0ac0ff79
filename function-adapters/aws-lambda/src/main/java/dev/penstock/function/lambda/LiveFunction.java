package dev.penstock.function.lambda;

import dev.penstock.function.PackagedFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The function of this process: open from the start to the end, but for the moment in which SnapStart takes a snapshot. A connection
 * in a snapshot would be dead in every process made of it.
 */
final class LiveFunction implements Resource {
    /** Lambda gives ten seconds to start; connectors that need longer go on while the first invocation waits for them. */
    private static final Duration START = Duration.ofSeconds(3);

    private static final Duration DRAIN = Duration.ofSeconds(5);
    /** Lambda ends a process soon after it said so. */
    private static final Duration STOP = Duration.ofMillis(250);

    private final Path home;
    private volatile @Nullable PackagedFunction running;

    private LiveFunction(Path home) {
        this.home = home;
    }

    /**
     * Opens it, and keeps it open.
     *
     * @param snapshot whether to be told of one; asking for that takes time at a start that needs none
     * @throws dev.penstock.function.FunctionProblem when it cannot start until somebody mends something
     */
    static LiveFunction open(Path home, boolean snapshot) {
        LiveFunction function = new LiveFunction(home);
        function.open();
        if (snapshot) {
            // it holds on to resources weakly; the handler holds this one
            Core.getGlobalContext().register(function);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> function.stop(STOP), "penstock-stop"));
        return function;
    }

    private void open() {
        PackagedFunction opened = PackagedFunction.open(home);
        running = opened;
        try {
            opened.ready()
                    .copy()
                    .orTimeout(START.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException | CancellationException notYet) {
            log().log(System.Logger.Level.DEBUG, "not ready yet; the first invocation waits for it");
        }
    }

    /** The open function. */
    PackagedFunction running() {
        PackagedFunction function = running;
        if (function == null) {
            throw new IllegalStateException("the function is closed; invoke it again");
        }
        return function;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        stop(DRAIN);
        log().log(System.Logger.Level.INFO, "closed for a snapshot");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        open();
        log().log(System.Logger.Level.INFO, "open again after it");
    }

    void close() {
        stop(DRAIN);
    }

    private void stop(Duration limit) {
        PackagedFunction function = running;
        running = null;
        if (function != null) {
            boolean unused = function.drain(limit); // I8
        }
    }

    /** Only when there is something to say, for it starts the logging of the JDK. */
    private static System.Logger log() {
        return System.getLogger("dev.penstock.function");
    }
}
