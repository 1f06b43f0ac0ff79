package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.config.Option;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/** A sound sink: a line in Base64 for each event. Broken ones override a step of it. */
@Connector(name = "lines", summary = "Writes a line for each event")
public class LinesSink implements Sink, OrderedBatches {
    /** Where to write. */
    public record Config(@Option("The file; its directory has to be there") Path path) {}

    protected final Config config;

    public LinesSink(Config config, SinkContext context) {
        this.config = config;
    }

    @Override
    public Outcomes write(Batch batch) throws Exception {
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            outcomes.set(i, write(batch.event(i)));
        }
        return outcomes;
    }

    protected Outcome write(CloudEvent event) throws IOException {
        if (!Files.isDirectory(config.path().resolveSibling("."))) {
            throw new ConnectorException(away());
        }
        byte[] data = data(event);
        if (isPoison(data)) {
            return poisoned();
        }
        append(event, data);
        return Outcome.delivered();
    }

    protected Failure away() {
        return Failure.disconnected("away", "the directory is not there; mount it");
    }

    protected Outcome poisoned() {
        return Outcome.rejected(Failure.user("poison", "the value is refused; send another"));
    }

    protected static boolean isPoison(byte[] data) {
        return new String(data, StandardCharsets.UTF_8).startsWith("poison");
    }

    protected byte[] data(CloudEvent event) {
        CloudEventData data = event.getData();
        return data == null ? new byte[0] : data.toBytes();
    }

    protected void append(CloudEvent event, byte[] data) throws IOException {
        Files.writeString(
                config.path(),
                Base64.getEncoder().encodeToString(data) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws Exception {}
}
