package dev.penstock.toolkit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes events in the CloudEvents JSON format 1.0, on one line.
 *
 * <p>JSON data survives byte for byte: reading slices it out of the input, writing puts it back in, so duplicate keys,
 * numbers of any length and spacing stay as they are. One exception keeps an event on one line: a line feed or carriage
 * return between two tokens of the data becomes a space (inside a JSON string neither can occur). Text is written as a
 * string when it is UTF-8; everything else, invalid JSON included, as {@code data_base64}.
 *
 * <p>Reading is strict where the CloudEvents SDK is lenient; see {@link NotACloudEvent}.
 */
public final class CloudEventJson {
    private CloudEventJson() {}

    /** Writes an event, without a line break at the end. */
    public static byte[] write(CloudEvent event) {
        JsonBuffer buffer = new JsonBuffer();
        write(event, buffer);
        return buffer.toBytes();
    }

    /** Appends an event to a buffer, without a line break at the end. */
    public static void write(CloudEvent event, JsonBuffer buffer) {
        EventWriter.write(event, buffer);
    }

    /** Writes a batch: a JSON array of events. */
    public static byte[] writeBatch(List<? extends CloudEvent> events) {
        JsonBuffer buffer = new JsonBuffer();
        buffer.put('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                buffer.put(',');
            }
            write(events.get(i), buffer);
        }
        buffer.put(']');
        return buffer.toBytes();
    }

    /**
     * Reads an event.
     *
     * @throws NotACloudEvent with a message for whoever sent it
     */
    public static CloudEvent read(byte[] json) {
        return read(json, 0, json.length);
    }

    /**
     * Reads an event from a part of an array.
     *
     * @throws NotACloudEvent with a message for whoever sent it
     */
    public static CloudEvent read(byte[] json, int offset, int length) {
        return parse(json, offset, length, parser -> {
            parser.nextToken();
            return new Envelope(parser, json, offset).read();
        });
    }

    /**
     * Reads a JSON array of events, which may be empty; refuses all of it when one event is invalid.
     *
     * @throws NotACloudEvent with a message for whoever sent it
     */
    public static List<CloudEvent> readBatch(byte[] json) {
        return parse(json, 0, json.length, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new NotACloudEvent("a batch is a JSON array of events");
            }
            List<CloudEvent> events = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                try {
                    events.add(new Envelope(parser, json, 0).read());
                } catch (NotACloudEvent e) {
                    throw new NotACloudEvent("event " + (events.size() + 1) + " of the batch: " + e.getMessage(), e);
                }
            }
            return events;
        });
    }

    private static <T> T parse(byte[] json, int offset, int length, Reading<T> reading) {
        try (JsonParser parser = Parsers.open(json, offset, length)) {
            T result = reading.read(parser);
            @Nullable JsonToken rest = parser.nextToken();
            if (rest != null) {
                throw new NotACloudEvent("there is more after the end of the JSON value");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw new NotACloudEvent("not JSON: " + Excerpt.of(e.getOriginalMessage()), e);
        } catch (NotJson e) {
            throw new NotACloudEvent(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }
}
