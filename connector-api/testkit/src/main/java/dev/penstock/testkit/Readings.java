package dev.penstock.testkit;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Poison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Looks at what was taken from a source. */
final class Readings {
    private Readings() {}

    /** Reads everything from the beginning; a premise of many tests, so it fails where it does not hold. */
    static List<Taken> all(Lab lab, SourceDriver driver, List<String> values) throws Exception {
        try (SourceReader reader = lab.reader()) {
            List<Taken> all = reader.take(values.size());
            List<String> found = values(driver, all);
            lab.check(
                    found.size() == values.size(),
                    Paragraph.POLL,
                    "the " + values.size() + " records that were put: " + Values.shortened(values),
                    () -> Values.shortened(found) + " came");
            return all;
        }
    }

    static List<String> values(SourceDriver driver, List<Taken> taken) {
        List<String> values = new ArrayList<>();
        for (Taken each : taken) {
            values.add(each.event() instanceof Poison ? "(poison)" : driver.value(each.event()));
        }
        return values;
    }

    /** The offsets that a host has stored once all of these are settled. */
    static Map<Partition, Offset> offsets(List<Taken> settled) {
        Map<Partition, Offset> offsets = new HashMap<>();
        settled.forEach(each -> offsets.put(each.partition(), Objects.requireNonNull(each.offset())));
        return offsets;
    }

    /** The events' names in order, for each partition: partitions are in no order among themselves. */
    static Map<String, List<String>> byPartition(List<Taken> taken) {
        Map<String, List<String>> names = new TreeMap<>();
        taken.forEach(each -> names.computeIfAbsent(each.partition().name(), key -> new ArrayList<>())
                .add(each.name()));
        return names;
    }

    static List<String> names(List<Taken> taken) {
        return taken.stream().map(Taken::name).toList();
    }
}
