package dev.penstock.connector.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSinkTests {
    private static final CloudEvent EVENT = EventBuilder.of(URI.create("/s"), "t")
            .id("1")
            .time(Instant.EPOCH)
            .extension("partitionkey", "k")
            .contentType("text/plain")
            .data("a\u001b[31m\nb".getBytes(UTF_8))
            .build();

    @Test
    void printsForPeople() {
        assertThat(printed(LogFormat.PRETTY))
                .isEqualTo(
                        """
                        event t
                          id               1
                          source           /s
                          time             1970-01-01T00:00Z
                          datacontenttype  text/plain
                          partitionkey     k
                          data             a\uFFFD[31m
                                           b

                        """);
    }

    @Test
    void printsJsonLines() {
        assertThat(CloudEventJson.read(printed(LogFormat.JSON).strip().getBytes(UTF_8)))
                .isEqualTo(EVENT);
    }

    @Test
    void aFullDiskBehindStandardOutputAcknowledgesNothing() throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            LogSink sink = new LogSink(new LogSink.Config(LogFormat.JSON), full);
            assertThatThrownBy(() -> sink.write(batch())).isInstanceOf(ConnectorException.class);
        }
    }

    private static String printed(LogFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogSink sink = new LogSink(new LogSink.Config(format), out);
        assertThat(sink.write(batch()).get(0)).isEqualTo(Outcome.delivered());
        return out.toString(UTF_8);
    }

    private static Batch batch() {
        return new Batch(List.of(EVENT), new Deadline(Instant.MAX, () -> Instant.EPOCH));
    }
}
