package dev.penstock.function.functiongraph;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Triggers that send one thing at a time: timers, and CTS, which traces operations on resources. */
final class SingleRecords {
    private SingleRecords() {}

    /** A timer that fired. */
    static CloudEvent timer(Payload payload) {
        @Nullable String[] told = payload.texts("/trigger_name", "/time");
        EventBuilder event = EventBuilder.of(
                        Origin.source("timer", told[0]), TriggerEvents.TYPE + "functiongraph.timer")
                .subject(told[0])
                .time(Origin.time(told[1]))
                .contentType(TriggerEvents.JSON)
                .data(payload.bytes());
        // I5: a timer fires once at a time
        return (told[1] == null || told[1].isEmpty()
                        ? event.id(StableId.hash(payload.bytes()))
                        : event.id(StableId.join(told[1])))
                .build();
    }

    /** An operation that CTS recorded. */
    static CloudEvent cts(Payload payload) {
        List<Payload> found = payload.items("/cts");
        Payload trace = found.isEmpty() ? payload : found.get(0);
        @Nullable String[] told = trace.texts("/service_type", "/trace_id", "/resource_id", "/resource_name", "/time");
        return EventBuilder.of(Origin.source("cts", told[0]), TriggerEvents.TYPE + "cts.trace")
                .id(told[1] == null || told[1].isEmpty() ? StableId.hash(trace.bytes()) : told[1]) // I5
                .subject(told[2] == null ? told[3] : told[2])
                .time(Origin.time(told[4]))
                .contentType(TriggerEvents.JSON)
                .data(trace.bytes())
                .build();
    }
}
