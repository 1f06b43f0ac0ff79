package dev.penstock.function;

import dev.penstock.api.Batch;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Does what an event's type says: {@code reject}, {@code retry}, {@code halt}, {@code reply}; everything else it delivers, by
 * writing the id as a line of a file. It is loaded from a jar, so tests see nothing of it but that file.
 */
public final class ObedientSink implements Sink, OrderedBatches {
    /**
     * Its config.
     *
     * @param path the file
     * @param halting a file: while it exists, everything halts
     * @param token anything
     */
    public record Config(
            @Option("The file") String path,
            @Option("While it exists, everything halts") @Nullable String halting,
            @Option("Anything") @Nullable Secret token) {}

    private final Config config;

    /** Opens nothing. */
    public ObedientSink(Config config, SinkContext context) {
        this.config = config;
    }

    @Override
    public Outcomes write(Batch batch) throws IOException {
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = write(batch.event(i));
            outcomes.set(i, outcome);
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break;
            }
        }
        return outcomes;
    }

    private Outcome write(CloudEvent event) throws IOException {
        if (config.halting() != null && Files.exists(Path.of(config.halting()))) {
            return Outcome.halt(Failure.user("told-to-halt", "somebody must mend something"));
        }
        return switch (event.getType()) {
            case "reject" -> Outcome.rejected(Failure.user("told-to-reject", "the target does not want \"it\""));
            case "retry" -> Outcome.retry(Failure.external("told-to-retry", "not now"));
            case "reply" -> {
                append(event);
                yield new Outcome.Delivered(CloudEventBuilder.from(event)
                        .withId("reply-" + event.getId())
                        .withType("replied")
                        .build());
            }
            default -> {
                append(event);
                yield Outcome.delivered();
            }
        };
    }

    private void append(CloudEvent event) throws IOException {
        Files.writeString(
                Path.of(config.path()), event.getId() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {}

    /** Who loaded it. */
    @Override
    public String toString() {
        return ObedientSink.class.getClassLoader().getName();
    }
}
