package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Log events that CloudWatch Logs sends, compressed: the source is the log group, the subject the stream, the data the message. */
final class LogEvents {
    /** An invocation has at most 6 MB; logs that unpack to more than this are made to harm. */
    private static final int LARGEST = 64 << 20;

    private LogEvents() {}

    /**
     * The events.
     *
     * @throws IllegalArgumentException when the payload is not what it says it is
     */
    static List<CloudEvent> read(String packed) {
        Json logs = Json.parse(unpacked(DataTypes.decoded(packed)));
        String group = logs.need("logGroup");
        String kind = "CONTROL_MESSAGE".equals(logs.text("messageType")) ? "ControlMessage" : "LogEvent";
        String source = "aws:logs:" + logs.text("owner") + ":" + group;
        EventBuilder builder = EventBuilder.of(Sources.uri(source), "com.amazonaws.logs." + kind)
                .subject(logs.text("logStream"));
        List<CloudEvent> events = new ArrayList<>();
        for (Json event : logs.items("logEvents")) {
            String message = event.text("message");
            byte[] data = (message == null ? "" : message).getBytes(StandardCharsets.UTF_8);
            String id = event.text("id");
            events.add(builder.id(id == null || id.isEmpty() ? StableId.hash(event.bytes()) : id) // I5
                    .time(Sources.milliseconds(event.text("timestamp")))
                    .contentType(DataTypes.of(data))
                    .data(data)
                    .build());
        }
        return events;
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException("the logs unpack to more than " + LARGEST + " bytes"); // I6
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("the logs are not compressed with gzip: " + e.getMessage(), e);
        }
    }
}
