package dev.penstock.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.CloudEventJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;

/** Wraps a dead letter in an event: type {@code dev.penstock.dead-letter}, the untouched event in its data. */
final class DeadLetterEvent {
    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterEvent() {}

    static CloudEvent wrap(DeadLetter letter) {
        CloudEvent event = letter.event();
        return CloudEventBuilder.v1()
                // I5: the same event dying twice is the same dead letter
                .withId(StableId.hash(letter.pipeline(), event.getSource().toString(), event.getId()))
                .withSource(URI.create("/penstock/pipelines/" + letter.pipeline()))
                .withType("dev.penstock.dead-letter")
                .withSubject(event.getId())
                .withTime(letter.at().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(data(letter))
                .build();
    }

    private static byte[] data(DeadLetter letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeObjectFieldStart("failure");
            out.writeStringField("code", letter.failure().code());
            out.writeStringField("message", letter.failure().message());
            out.writeStringField("blame", letter.failure().blame().name().toLowerCase(Locale.ROOT));
            out.writeEndObject();
            out.writeNumberField("attempts", letter.attempts());
            out.writeStringField("stage", letter.stage());
            out.writeStringField("connector", letter.connector());
            out.writeStringField("pipeline", letter.pipeline());
            out.writeStringField("time", letter.at().toString());
            out.writeFieldName("event");
            out.writeRawValue(new String(CloudEventJson.write(letter.event()), StandardCharsets.UTF_8));
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
