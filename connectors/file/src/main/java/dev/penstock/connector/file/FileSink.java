package dev.penstock.connector.file;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.json.JsonBuffer;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to a file, a batch with one write and one fsync.
 *
 * <p>The file is opened at the first write, locked against other writers, and repaired if a crash left half a line. A write
 * that fails, on a full disk for one, leaves the file as it was. A file that was renamed or deleted meanwhile is made anew.
 */
@Connector(
        name = "file",
        summary = "Appends events, or their data, to a file, safely on disk before they count as delivered")
public final class FileSink implements Sink, OrderedBatches, Checkable, LocalDisk {
    private static final int KEPT_BUFFER = 1 << 22;

    private final Config config;
    private final SinkContext context;
    private final Path path;
    private final @Nullable Rotation rotation;
    private JsonBuffer buffer = new JsonBuffer(1 << 13);
    private @Nullable AppendFile open;

    /**
     * Writes to what is configured there; opens nothing yet.
     *
     * @param config where to write and what
     * @param context the clock that rotation goes by
     */
    public FileSink(Config config, SinkContext context) {
        this.config = config;
        this.context = context;
        this.path = Path.of(config.path()).toAbsolutePath().normalize();
        this.rotation = config.rotate() == null ? null : new Rotation(path, config.rotate());
    }

    @Override
    public Outcomes write(Batch batch) {
        if (buffer.size() > KEPT_BUFFER) {
            buffer = new JsonBuffer(1 << 13);
        }
        buffer.cut(0);
        for (int i = 0; i < batch.size(); i++) {
            put(batch.event(i));
            buffer.put('\n');
        }
        try {
            file(buffer.size()).append(buffer.toBuffer(), config.sync());
        } catch (IOException e) {
            reopenNext();
            throw new ConnectorException(WriteFailures.of(path, e), e); // I1: nothing of the batch is acknowledged
        }
        return Outcomes.delivered(batch.size());
    }

    private void put(CloudEvent event) {
        if (config.format() == SinkFormat.CLOUDEVENTS) {
            CloudEventJson.write(event, buffer);
            return;
        }
        CloudEventData data = event.getData();
        if (data != null) {
            buffer.put(data.toBytes());
        }
    }

    private AppendFile file(int more) throws IOException {
        Instant now = context.clock().instant();
        AppendFile file = open;
        if (file != null && !file.inPlace()) {
            file = closed(file);
        }
        if (file == null) {
            file = AppendFile.open(path, config.format(), now);
        }
        open = file;
        if (rotation != null && !file.special() && rotation.due(file, more, now)) {
            closed(file);
            rotation.putAside(now);
            file = AppendFile.open(path, config.format(), now);
            open = file;
        }
        return file;
    }

    private @Nullable AppendFile closed(AppendFile file) throws IOException {
        open = null;
        file.close();
        return null;
    }

    private void reopenNext() {
        try {
            close();
        } catch (IOException e) {
            // The write's own failure says it all.
            open = null;
        }
    }

    @Override
    public List<Check> check(Deadline deadline) {
        return List.of(WriteFailures.check(path));
    }

    @Override
    public void close() throws IOException {
        AppendFile file = open;
        if (file != null) {
            closed(file);
        }
    }

    /**
     * Where to write and what.
     *
     * @param path the file
     * @param format the whole event or its data
     * @param rotate when to begin a new file
     * @param sync whether to wait for the disk
     */
    public record Config(
            @Option(
                            value = "The file to append to; missing directories are made. Devices and pipes work, too",
                            example = "out/events.ndjson")
                    String path,
            @Option(value = "What to write of an event", fallback = "cloudevents") SinkFormat format,
            @Option("When to begin a new file; by default never") @Nullable Rotate rotate,
            @Option(
                            value =
                                    "Wait until a batch is on the disk before it counts as delivered; false: a crash of the"
                                            + " machine, not of the process, may lose the last seconds",
                            fallback = "true")
                    boolean sync) {}
}
