package dev.penstock.function.lambda;

import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events of EventBridge, its rules and its scheduler: the source is theirs, the type the detail type, the data the detail, byte for
 * byte.
 */
final class BusEvents {
    private BusEvents() {}

    static boolean is(Json payload) {
        return payload.text("detail-type") != null && payload.text("source") != null && payload.text("id") != null;
    }

    static CloudEvent read(Json payload) {
        byte[] detail = detail(payload.at("detail"));
        List<Json> resources = payload.items("resources");
        String all = resources.stream().map(Json::text).collect(Collectors.joining(" "));
        EventBuilder plain = EventBuilder.of(Sources.uri(payload.need("source")), payload.need("detail-type"))
                .id(payload.need("id")) // I5
                .time(ServiceRecords.time(payload.text("time")))
                .subject(resources.isEmpty() ? null : resources.get(0).text())
                .extension("awsaccount", payload.text("account"))
                .extension("awsregion", payload.text("region"))
                .extension("awsresources", resources.size() > 1 ? all : null);
        CloudEvent carried = Message.structured(detail);
        return carried != null
                ? carried
                : plain.contentType(detail == null ? null : DataTypes.of(detail))
                        .data(detail)
                        .build();
    }

    /** The scheduler writes the detail as a text that holds JSON. */
    private static byte @Nullable [] detail(@Nullable Json detail) {
        if (detail == null) {
            return null;
        }
        return detail.isText() ? detail.text().getBytes(StandardCharsets.UTF_8) : detail.bytes();
    }
}
