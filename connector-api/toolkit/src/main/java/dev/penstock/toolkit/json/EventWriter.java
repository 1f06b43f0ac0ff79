package dev.penstock.toolkit.json;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes one event in the JSON format. */
final class EventWriter {
    private EventWriter() {}

    static void write(CloudEvent event, JsonBuffer out) {
        out.ascii("{\"specversion\":\"1.0\",\"id\":");
        JsonStrings.put(event.getId(), out);
        text(",\"source\":", event.getSource().toString(), out);
        text(",\"type\":", event.getType(), out);
        text(",\"subject\":", event.getSubject(), out);
        OffsetDateTime time = event.getTime();
        text(",\"time\":", time == null ? null : Rfc3339.format(time), out);
        String type = event.getDataContentType();
        text(",\"datacontenttype\":", type, out);
        URI schema = event.getDataSchema();
        text(",\"dataschema\":", schema == null ? null : schema.toString(), out);
        for (String name : event.getExtensionNames()) {
            extension(name, event.getExtension(name), out);
        }
        CloudEventData data = event.getData();
        if (data != null) {
            data(data.toBytes(), type, out);
        }
        out.put('}');
    }

    /** An empty text is left out: CloudEvents knows no empty attributes but those of extensions. */
    private static void text(String member, @Nullable String value, JsonBuffer out) {
        if (value != null && !value.isEmpty()) {
            out.ascii(member);
            JsonStrings.put(value, out);
        }
    }

    private static void extension(String name, @Nullable Object value, JsonBuffer out) {
        if (value == null) {
            return;
        }
        name(name, out);
        if (value instanceof Boolean || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            out.ascii(value.toString());
        } else if (value instanceof OffsetDateTime time) {
            JsonStrings.put(Rfc3339.format(time), out);
        } else if (value instanceof byte[] bytes) {
            base64(bytes, out);
        } else {
            JsonStrings.put(value.toString(), out);
        }
    }

    private static void data(byte[] data, @Nullable String type, JsonBuffer out) {
        if (type == null || MediaTypes.isJson(type)) {
            if (json(data, type, out)) {
                return;
            }
        } else if (MediaTypes.isText(type)
                && TextData.declaresUtf8(type)
                && Utf8.firstInvalid(data, 0, data.length) < 0) {
            out.ascii(",\"data\":");
            JsonStrings.putUtf8(data, out);
            return;
        }
        out.ascii(",\"data_base64\":");
        base64(data, out);
    }

    /** Puts the data itself there if it is JSON; false when it is not and nothing was written. */
    private static boolean json(byte[] data, @Nullable String type, JsonBuffer out) {
        boolean lineBreaks;
        try {
            lineBreaks = JsonText.scan(data, 0, data.length);
        } catch (NotJson e) {
            return false;
        }
        // A bare null without a type would be read as "no data".
        if (type == null && new String(data, StandardCharsets.UTF_8).strip().equals("null")) {
            return false;
        }
        out.ascii(",\"data\":");
        int start = out.size();
        out.put(data);
        if (lineBreaks) {
            byte[] written = out.array();
            for (int i = start; i < out.size(); i++) {
                if (written[i] == '\n' || written[i] == '\r') {
                    written[i] = ' ';
                }
            }
        }
        return true;
    }

    private static void base64(byte[] bytes, JsonBuffer out) {
        out.put('"');
        out.put(Base64.getEncoder().encode(bytes));
        out.put('"');
    }

    private static void name(String name, JsonBuffer out) {
        out.ascii(",\"");
        out.ascii(name);
        out.ascii("\":");
    }
}
