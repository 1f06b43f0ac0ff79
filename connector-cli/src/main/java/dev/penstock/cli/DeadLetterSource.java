package dev.penstock.cli;

import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.runtime.state.DeadLetters;
import dev.penstock.runtime.state.StoredDeadLetter;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the dead letters of a pipeline as a source, so that a replay is an ordinary delivery. */
final class DeadLetterSource implements PollingSource {
    /** The key of the offset: the number of the last dead letter read. */
    static final String NUMBER = "number";

    private static final int PAGE = 200;

    private final DeadLetters letters;
    private final String pipeline;
    private final Set<Long> chosen;
    private final long last;

    /**
     * A source of those there are now.
     *
     * @param chosen their numbers; all of the pipeline when empty
     * @param last none after this one, for the replay may add more
     */
    DeadLetterSource(DeadLetters letters, String pipeline, Set<Long> chosen, long last) {
        this.letters = letters;
        this.pipeline = pipeline;
        this.chosen = Set.copyOf(chosen);
        this.last = last;
    }

    @Override
    public Polled poll(PollRequest request) throws Exception {
        long after = request.offset() == null ? 0 : request.offset().number(NUMBER);
        List<StoredDeadLetter> page = letters.list(pipeline, after, Math.min(PAGE, request.maxEvents()));
        List<CloudEvent> events = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        long reached = after;
        for (StoredDeadLetter stored : page) {
            if (stored.id() > last) {
                return Polled.end(events, offsets);
            }
            reached = stored.id();
            if (chosen.isEmpty() || chosen.contains(stored.id())) {
                events.add(stored.letter().event());
                offsets.add(Offset.of(NUMBER, stored.id()));
            }
        }
        if (page.isEmpty()) {
            return Polled.end(events, offsets);
        }
        return new Polled(events, offsets, Offset.of(NUMBER, reached), Polled.When.NOW, java.time.Duration.ZERO);
    }

    @Override
    public void close() {}
}
