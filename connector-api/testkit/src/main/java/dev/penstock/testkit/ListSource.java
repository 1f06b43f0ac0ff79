package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A source that reads a list. */
final class ListSource implements PollingSource {
    private final List<CloudEvent> events;
    private boolean atEnd;

    ListSource(List<CloudEvent> events) {
        this.events = events;
    }

    @Override
    public Polled poll(PollRequest request) {
        Offset from = request.offset();
        int position = from == null ? 0 : (int) from.number("position");
        List<CloudEvent> found = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        while (position < events.size() && found.size() < request.maxEvents()) {
            found.add(events.get(position++));
            offsets.add(Offset.of("position", position));
        }
        atEnd = found.isEmpty();
        return Polled.later(found, offsets, Duration.ofMillis(50));
    }

    /** Whether a poll has found nothing: what was returned before is in the engine's hands. */
    boolean atEnd() {
        return atEnd;
    }

    @Override
    public void close() {}
}
