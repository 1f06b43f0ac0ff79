package dev.penstock.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The same record is the same event, whenever and by whatever instance it is read; another record is another event (I5). */
public interface IdentityConformance extends SourceDriver {
    /** Source and id of each record are the same when another instance reads it again. */
    @Test
    default void theSameRecordIsTheSameEvent() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<String> values = Values.plain(5);
            put(values);
            List<Taken> first = Readings.all(lab, this, values);
            lab.clock().advance(java.time.Duration.ofMinutes(3));
            List<Taken> again = Readings.all(lab, this, values);
            lab.check(
                    named(first).equals(named(again)),
                    Paragraph.STABLE_ID,
                    "the same source and id for each record: " + named(first),
                    () -> "read again, " + named(again));
        }
    }

    private Map<String, Set<String>> named(List<Taken> taken) {
        Map<String, Set<String>> names = new TreeMap<>();
        taken.forEach(each -> names.computeIfAbsent(value(each.event()), value -> new TreeSet<>())
                .add(each.name()));
        return names;
    }

    /** Records that hold the same are events of their own. */
    @Test
    default void equalRecordsAreDifferentEvents() throws Exception {
        NotApplicable.unless(canBeEmpty(), "the source makes its events up");
        try (Lab lab = new Lab(this)) {
            List<String> values = List.of("same", "same", "other", "same");
            put(values);
            List<Taken> taken = Readings.all(lab, this, values);
            lab.check(
                    new HashSet<>(Readings.names(taken)).size() == 4,
                    Paragraph.STABLE_ID,
                    "four events with ids of their own, for four records, three of which hold the same",
                    () -> Readings.names(taken).toString());
        }
    }
}
