package dev.penstock.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a record holds arrives as it is. */
public interface SourceContentConformance extends SourceDriver {
    /** Empty, Unicode, quotes, control characters, what looks like other types. */
    @Test
    default void unusualValuesArriveUntouched() throws Exception {
        arrive(Values.unusual().stream().filter(this::takes).toList());
    }

    /** A large record between small ones. */
    @Test
    default void aLargeValueArrives() throws Exception {
        arrive(List.of("before", Values.large(largest()), "after"));
    }

    private void arrive(List<String> values) throws Exception {
        NotApplicable.unless(canBeEmpty(), "the source makes its events up");
        try (Lab lab = new Lab(this)) {
            put(values);
            List<String> found = new ArrayList<>(Readings.values(this, Readings.all(lab, this, values)));
            List<String> wanted = new ArrayList<>(values);
            Collections.sort(wanted);
            Collections.sort(found);
            for (int i = 0; i < wanted.size(); i++) {
                int at = i;
                lab.check(
                        wanted.get(i).equals(found.get(i)),
                        Paragraph.POLL,
                        "the value as it was put: " + Values.shortened(wanted.get(i)),
                        () -> Values.shortened(found.get(at)));
            }
        }
    }
}
