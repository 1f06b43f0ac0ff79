package dev.penstock.runtime.backlog;

import java.util.concurrent.CompletableFuture;

/** Tells how much waits for a pipeline. Any thread may call. */
public interface Backlogs {
    /**
     * Measures what waits for the pipeline of that name, or tells what was measured a moment ago.
     *
     * <p>Returns at once. The answer comes when the source has given it, which a source that hangs never does: whoever
     * asks sets a limit. It never fails; what goes wrong is {@link Backlog.Kind#UNKNOWN}.
     */
    CompletableFuture<Backlog> measure(String pipeline);
}
