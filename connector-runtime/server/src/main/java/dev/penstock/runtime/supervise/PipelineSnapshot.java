package dev.penstock.runtime.supervise;

import dev.penstock.api.Failure;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.engine.PipelineStatus.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is doing, for showing.
 *
 * @param name its name
 * @param source the source's connector and version
 * @param sink the sink's connector and version
 * @param built whether both connectors have been built once
 * @param status what it is doing and what stands in its way
 * @param metrics its counts; they go on while they are read
 */
public record PipelineSnapshot(
        String name, String source, String sink, boolean built, PipelineStatus status, PipelineMetrics metrics) {

    /** Whether it takes events: its connectors are built, and nothing keeps it that somebody must mend. */
    public boolean isReady() {
        State state = status.state();
        return built && state != State.HALTED && state != State.STOPPED;
    }

    /** Why it is not ready, one line. */
    public String reason() {
        @Nullable Failure failure = status.failure();
        if (failure != null) {
            return failure.message();
        }
        return built ? "it is " + status.state().name().toLowerCase(Locale.ROOT) : "its connectors are not built yet";
    }
}
