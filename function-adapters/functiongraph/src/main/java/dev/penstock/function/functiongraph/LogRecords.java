package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines of LTS: JSON in Base64, with an array of lines in it, which is itself a text of JSON. */
final class LogRecords {
    private LogRecords() {}

    static List<CloudEvent> read(Payload payload, String data) {
        Payload decoded = decode(data);
        @Nullable String[] told = decoded.texts("/log_group_id", "/log_topic_id", "/logs");
        EventBuilder event = EventBuilder.of(Origin.source("lts", told[0], told[1]), TriggerEvents.TYPE + "lts.log")
                .contentType(TriggerEvents.JSON);
        List<Payload> lines = told[2] == null
                ? decoded.items("/logs")
                : new Payload(told[2].getBytes(StandardCharsets.UTF_8)).items("");
        if (lines.isEmpty()) {
            return List.of(event.id(StableId.hash(decoded.bytes()))
                    .data(decoded.bytes())
                    .build());
        }
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Payload line = lines.get(i);
            @Nullable
            String[] own =
                    line.isObject() ? line.texts("/log_uid", "/line_no", "/path", "/time") : new @Nullable String[4];
            events.add(event.id(
                            own[0] == null || own[0].isEmpty()
                                    ? StableId.hash(data, Integer.toString(i))
                                    : StableId.join(own[0], own[1] == null ? "" : own[1])) // I5
                    .subject(own[2])
                    .time(Origin.time(own[3]))
                    .data(line.bytes())
                    .build());
        }
        return events;
    }

    private static Payload decode(String data) {
        try {
            return new Payload(Base64.getDecoder().decode(data));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayload("lts.data is not Base64; look at the LTS trigger", e);
        }
    }
}
