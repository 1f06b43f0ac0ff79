package dev.penstock.connector.log;

import dev.penstock.api.Batch;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.JsonBuffer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Prints events to standard output, without colours, so that they can be piped on.
 *
 * <p>Delivered means written to standard output; what happens to it there is beyond this sink. Several of these sinks print
 * whole batches in turn, never into one another's lines.
 */
@Connector(name = "log", summary = "Prints events to standard output")
public final class LogSink implements Sink, OrderedBatches {
    private final Config config;
    private final OutputStream out;

    /**
     * Prints to the standard output of the process.
     *
     * @param config how to print
     * @param context not needed
     */
    public LogSink(Config config, SinkContext context) {
        // Not System.out, which swallows failures: a closed pipe would look like success.
        this(config, new FileOutputStream(FileDescriptor.out));
    }

    LogSink(Config config, OutputStream out) {
        this.config = config;
        this.out = out;
    }

    @Override
    public Outcomes write(Batch batch) {
        JsonBuffer buffer = new JsonBuffer();
        for (int i = 0; i < batch.size(); i++) {
            switch (config.format()) {
                case PRETTY -> Pretty.put(batch.event(i), buffer);
                case JSON -> {
                    CloudEventJson.write(batch.event(i), buffer);
                    buffer.put('\n');
                }
            }
        }
        try {
            synchronized (FileDescriptor.out) {
                out.write(buffer.array(), 0, buffer.size());
                out.flush();
            }
        } catch (IOException e) {
            throw new ConnectorException(
                    Failure.resources("output-failed", "cannot write to standard output: " + e.getMessage()), e);
        }
        return Outcomes.delivered(batch.size());
    }

    /** Standard output stays open: it belongs to the process. */
    @Override
    public void close() {}

    /**
     * How to print.
     *
     * @param format for people or for programs
     */
    public record Config(
            @Option(value = "For people, or one JSON line for each event", fallback = "pretty") LogFormat format) {}
}
