package dev.penstock.runtime.backlog;

import dev.penstock.api.Measured;
import dev.penstock.host.ConnectorKind;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Installed;
import java.util.Collection;
import java.util.Optional;

/** Which pipelines' backlogs can be known, and where. */
public final class Measurable {
    private Measurable() {}

    /** Whether the source tells how much waits while it runs. */
    static boolean counts(CompiledPipeline pipeline) {
        return Measured.class.isAssignableFrom(pipeline.source().code().type());
    }

    /**
     * Why what waits for a source cannot be known without taking it; empty when it can.
     *
     * <p>A source that polls is given an offset and returns what follows: it can be asked by anybody, any number of times, as
     * long as nobody keeps the offset that it returns.
     */
    public static Optional<String> refusal(Installed source) {
        ConnectorKind kind = source.kind();
        if (kind == ConnectorKind.POLLING_SOURCE) {
            return Optional.empty();
        }
        return Optional.of(
                kind == ConnectorKind.QUEUE_SOURCE
                        ? "the source " + source.name()
                                + " can only be measured by taking part in its queue; ask a process that runs the pipeline,"
                                + " with 'penstock run --scaler'"
                        : "nothing waits in the source " + source.name()
                                + ", which is sent its events; scale it by its requests");
    }

    static Backlog unlisted(String pipeline, Collection<String> there) {
        return Backlog.noPipeline(
                "there is no pipeline '" + pipeline + "' here; name one of: " + String.join(", ", there));
    }
}
