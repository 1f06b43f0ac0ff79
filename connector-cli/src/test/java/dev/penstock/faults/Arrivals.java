package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What arrived, in the order in which it did: {@code key-sequence}. */
final class Arrivals {
    private final List<String> all = new ArrayList<>();
    private final Set<String> distinct = new HashSet<>();

    /** An id of a key's event. */
    static String id(int key, int sequence) {
        return key + "-" + sequence;
    }

    synchronized void add(String id) {
        all.add(id);
        distinct.add(id);
    }

    synchronized int count() {
        return all.size();
    }

    synchronized int distinct() {
        return distinct.size();
    }

    synchronized int repeated() {
        return all.size() - distinct.size();
    }

    synchronized boolean containsAll(Set<String> ids) {
        return distinct.containsAll(ids);
    }

    /** Nothing of what had to arrive is missing. */
    synchronized void lack(Set<String> expected) {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(distinct);
        assertThat(missing).as("lost events").isEmpty();
    }

    /** Of each key, a later event never came for the first time before an earlier one. */
    synchronized void keepOrder() {
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String id : all) {
            if (seen.add(id)) {
                String[] parts = id.split("-", -1);
                int sequence = Integer.parseInt(parts[1]);
                Integer before = last.put(parts[0], sequence);
                assertThat(before == null || before < sequence)
                        .as("key %s went from %s to %s", parts[0], before, sequence)
                        .isTrue();
            }
        }
    }
}
