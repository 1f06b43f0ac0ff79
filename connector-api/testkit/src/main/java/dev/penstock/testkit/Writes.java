package dev.penstock.testkit;

import dev.penstock.api.Batch;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;

/** Writes batches as the engine does. */
final class Writes {
    private Writes() {}

    static Outcomes write(Lab lab, Sink sink, List<CloudEvent> events) throws Exception {
        return sink.write(
                new Batch(List.copyOf(events), lab.deadline(lab.driver().patience())));
    }

    /** Events with keys of their own. */
    static List<CloudEvent> events(SinkDriver driver, List<String> values) {
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(driver.event("id-" + i, "key-" + i, values.get(i)));
        }
        return events;
    }

    static int delivered(Outcomes outcomes) {
        int delivered = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            delivered += outcome != null && outcome.kind() == Outcome.Kind.DELIVERED ? 1 : 0;
        }
        return delivered;
    }
}
