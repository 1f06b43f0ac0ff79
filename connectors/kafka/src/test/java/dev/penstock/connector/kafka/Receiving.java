package dev.penstock.connector.kafka;

import dev.penstock.api.Deadline;
import dev.penstock.api.Delivery;
import dev.penstock.api.QueueSource;
import dev.penstock.api.ReceiveRequest;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Receives from a source as the engine does. */
final class Receiving {
    private Receiving() {}

    /** The next event; settles nothing. */
    static CloudEvent one(QueueSource source) {
        return some(source, 1).get(0).event();
    }

    /** That many deliveries, within half a minute. */
    static List<Delivery> some(QueueSource source, int count) {
        Deadline end = deadline(30);
        List<Delivery> found = new ArrayList<>();
        try {
            while (found.size() < count) {
                if (end.expired()) {
                    throw new AssertionError("only " + found.size() + " of " + count + " came");
                }
                found.addAll(source.receive(new ReceiveRequest(count - found.size(), 1 << 20, deadline(1))));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    static Deadline deadline(int seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), InstantSource.system());
    }
}
