package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notifications in arrays of records: of objects in OBS, and of SMN. */
final class ServiceRecords {
    private ServiceRecords() {}

    /** What happened to objects of a bucket, in the shape of S3. */
    static List<CloudEvent> obs(Payload payload) {
        List<CloudEvent> events = new ArrayList<>();
        List<Payload> records = payload.items("/Records");
        for (int i = 0; i < records.size(); i++) {
            Payload record = records.get(i);
            String part = record.has("/obs") ? "/obs" : "/s3";
            @Nullable
            String[] told = record.texts(
                    "/eventName",
                    "/eventTime",
                    part + "/bucket/name",
                    part + "/object/key",
                    part + "/object/sequencer");
            String name = told[0] == null ? "unknown" : told[0].replace(':', '.');
            EventBuilder event = EventBuilder.of(Origin.source("obs", told[2]), TriggerEvents.TYPE + "obs." + name)
                    .subject(told[3])
                    .time(Origin.time(told[1]))
                    .contentType(TriggerEvents.JSON)
                    .data(record.bytes());
            // I5: a sequencer orders what happens to one key
            events.add(
                    (told[3] == null || told[4] == null ? event.id(hash(record, i)) : event.id(told[3], told[4], name))
                            .build());
        }
        return events;
    }

    /** Notifications that were published to a topic. */
    static List<CloudEvent> smn(Payload payload) {
        List<CloudEvent> events = new ArrayList<>();
        List<Payload> records = payload.items("/record");
        for (int i = 0; i < records.size(); i++) {
            Payload record = records.get(i);
            @Nullable
            String[] told = record.texts(
                    "/smn/topic_urn", "/smn/message_id", "/smn/subject", "/smn/timestamp", "/smn/type", "/smn/message");
            CloudEvent inside = told[5] == null ? null : TriggerEvents.inside(told[5].getBytes(StandardCharsets.UTF_8));
            String type = told[4] == null || told[4].isEmpty() ? "notification" : told[4];
            events.add(
                    inside != null
                            ? inside
                            : EventBuilder.of(topic(told[0]), TriggerEvents.TYPE + "smn." + type)
                                    .id(told[1] == null || told[1].isEmpty() ? hash(record, i) : told[1]) // I5
                                    .subject(told[2])
                                    .time(Origin.time(told[3]))
                                    .contentType(TriggerEvents.JSON)
                                    .data(record.bytes())
                                    .build());
        }
        return events;
    }

    private static URI topic(@Nullable String urn) {
        try {
            return urn == null || urn.isEmpty() ? Origin.source("smn") : new URI(urn);
        } catch (URISyntaxException noUri) {
            return Origin.source("smn", urn);
        }
    }

    private static String hash(Payload record, int place) {
        return StableId.hash(Integer.toString(place).getBytes(StandardCharsets.UTF_8), record.bytes());
    }
}
