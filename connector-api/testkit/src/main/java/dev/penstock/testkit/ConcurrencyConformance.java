package dev.penstock.testkit;

import dev.penstock.api.Concurrent;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A sink that may be written to by several threads can be. */
public interface ConcurrencyConformance extends SinkDriver {
    /** As many writes at once as it calls useful, and all events arrive, each once. */
    @Test
    default void takesSeveralWritesAtOnce() throws Exception {
        NotApplicable.unlessIs(connector(), Concurrent.class);
        try (Lab lab = new Lab(this)) {
            Sink sink = (Sink) lab.build();
            int concurrency = ((Concurrent) sink).concurrency();
            lab.check(concurrency >= 1, Paragraph.CONCURRENT, "at least 1", () -> String.valueOf(concurrency));
            List<String> values = new ArrayList<>();
            List<Future<Outcomes>> writes = new ArrayList<>();
            for (int writer = 0; writer < Math.min(8, Math.max(2, concurrency)); writer++) {
                List<String> own = Values.plain("writer" + writer, 20);
                values.addAll(own);
                int number = writer;
                writes.add(lab.threads().submit(() -> writeAll(lab, sink, number, own)));
            }
            int delivered = 0;
            for (Future<Outcomes> write : writes) {
                delivered += Writes.delivered(write.get());
            }
            List<String> there = arrived();
            int told = delivered;
            lab.check(
                    told == values.size() && there.size() == values.size() && new HashSet<>(there).containsAll(values),
                    Paragraph.CONCURRENT,
                    values.size() + " events of " + writes.size()
                            + " writes at once, all delivered and each there once",
                    () -> told + " outcomes were delivered, and " + there.size() + " are there");
        }
    }

    private Outcomes writeAll(Lab lab, Sink sink, int writer, List<String> values) throws Exception {
        List<io.cloudevents.CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(event("writer-" + writer + "-" + i, "writer-" + writer + "-" + i, values.get(i)));
        }
        return Writes.write(lab, sink, events);
    }
}
