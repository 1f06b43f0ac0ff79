package dev.penstock.connector.log;

import dev.penstock.toolkit.json.JsonBuffer;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints an event for people: type, source and id, the other attributes, then the data. */
final class Pretty {
    private static final int WIDTH = 17;

    private Pretty() {}

    static void put(CloudEvent event, JsonBuffer out) {
        StringBuilder text = new StringBuilder();
        text.append("event ").append(clean(event.getType())).append('\n');
        line(text, "id", event.getId());
        line(text, "source", event.getSource());
        line(text, "subject", event.getSubject());
        line(text, "time", event.getTime());
        line(text, "datacontenttype", event.getDataContentType());
        line(text, "dataschema", event.getDataSchema());
        event.getExtensionNames().stream().sorted().forEach(name -> line(text, name, event.getExtension(name)));
        CloudEventData data = event.getData();
        if (data != null) {
            line(text, "data", text(data.toBytes()));
        }
        out.put(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append("  ").append(name).append(" ".repeat(Math.max(1, WIDTH - name.length())));
            text.append(clean(Objects.toString(value))).append('\n');
        }
    }

    private static String text(byte[] data) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            return data.length + " bytes";
        }
    }

    /** Keeps what came from outside from steering the terminal; further lines are indented. */
    private static String clean(String value) {
        StringBuilder clean = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            if (c == '\n') {
                clean.append("\n ").append(" ".repeat(WIDTH + 1));
            } else if (c == '\t' || !Character.isISOControl(c)) {
                clean.appendCodePoint(c);
            } else if (c != '\r') {
                clean.append('\uFFFD');
            }
        });
        return clean.toString();
    }
}
