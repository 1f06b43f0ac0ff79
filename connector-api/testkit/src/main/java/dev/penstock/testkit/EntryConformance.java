package dev.penstock.testkit;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A state store holds what was written, text for text and key for key, for every instance. */
public interface EntryConformance extends StateStoreDriver {
    /** The connector is a state store, or the driver is of the wrong kind. */
    @Test
    default void isAStateStore() {
        Kinds.check(connector(), StateStore.class);
    }

    /** What was never written is not there. */
    @Test
    default void readsNothingWhereNothingWasWritten() throws Exception {
        try (Lab lab = new Lab(this)) {
            Entry found = Stores.open(lab).read(Stores.key(), Stores.soon(lab));
            lab.check(found == null, Paragraph.STATE_READ, "null for a key that is new", () -> "found " + found);
        }
    }

    /** An instance sees what another has written, as soon as its write has returned. */
    @Test
    default void anotherInstanceSeesWhatWasWritten() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            StateStore other = Stores.open(lab);
            String version = Stores.created(lab, store, key, "first");
            holds(lab, other, key, new Entry("first", version));
            store.close();
            holds(lab, Stores.open(lab), key, new Entry("first", version));
        }
    }

    /** Every text comes back as it was: empty, blank, Unicode, quotes, control characters, and the longest there is. */
    @Test
    default void keepsTextsAsTheyAre() throws Exception {
        String mixed = "{\"name\":\"Zoë 日本 🚰 \\\\ '$1' %s ?\"}\n\r\t  ";
        String longest = "🚰".repeat(StateStore.LARGEST_VALUE / 4);
        try (Lab lab = new Lab(this)) {
            StateStore store = Stores.open(lab);
            for (String text : List.of("", " ", mixed, longest)) {
                String key = Stores.key();
                String version = Stores.created(lab, store, key, text);
                holds(lab, store, key, new Entry(text, version));
                String next = Objects.requireNonNullElse(Stores.replace(lab, store, key, text, version), "none");
                holds(lab, store, key, new Entry(text, next));
            }
        }
    }

    /** Keys that differ in case, in a dot or at their very end are different keys. */
    @Test
    default void keepsKeysApart() throws Exception {
        String base = Stores.key();
        String longest = (base + ("/" + "aZ0._-".repeat(20)).repeat(5)).substring(0, 511);
        List<String> keys = List.of(
                base + "/order",
                base + "/Order",
                base + "/order.",
                base + "/order_",
                base + "/order-1",
                longest + "a",
                longest + "b");
        try (Lab lab = new Lab(this)) {
            StateStore store = Stores.open(lab);
            for (String key : keys) {
                Stores.created(lab, store, key, "of " + key);
            }
            for (String key : keys) {
                Entry found = store.read(key, Stores.soon(lab));
                lab.check(
                        found != null && found.value().equals("of " + key),
                        Paragraph.STATE_CHANGE,
                        "under " + key + " what was written there, and not what is under a key like it",
                        () -> "found " + Described.value(found));
            }
        }
    }

    /** What has expired may be replaced, by whoever read that it is still there or is gone; what has not stays. */
    @Test
    default void whatExpiredCanBeReplacedAndWhatDidNotStays() throws Exception {
        try (Lab lab = new Lab(this)) {
            String past = Stores.key();
            String future = Stores.key();
            StateStore store = Stores.open(lab);
            Instant now = lab.clock().instant();
            store.write(new Change(past, "old", null, now.minus(Duration.ofDays(1))), Stores.soon(lab));
            store.write(new Change(future, "kept", null, now.plus(Duration.ofDays(1))), Stores.soon(lab));
            Entry left = store.read(past, Stores.soon(lab));
            String written =
                    store.write(new Change(past, "new", left == null ? null : left.version(), null), Stores.soon(lab));
            lab.check(
                    written != null,
                    Paragraph.STATE_CHANGE,
                    "the entry that had expired is replaced",
                    () -> "the write returned null");
            for (String key : List.of(past, future)) {
                Entry found = store.read(key, Stores.soon(lab));
                String value = key.equals(past) ? "new" : "kept";
                lab.check(
                        found != null && found.value().equals(value),
                        Paragraph.STATE_CHANGE,
                        "an entry '" + value + "' that has not expired",
                        () -> "found " + Described.value(found));
            }
        }
    }

    /** A call without time left does nothing, and says so. */
    @Test
    default void doesNothingWhenNoTimeIsLeft() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            Deadline over = lab.deadline(Duration.ZERO);
            StateStore store = Stores.open(lab);
            String expected = "a call whose deadline is over is refused";
            Stores.refused(lab, Paragraph.STATE_STORE, expected, () -> store.read(key, over));
            Stores.refused(
                    lab, Paragraph.STATE_STORE, expected, () -> store.write(new Change(key, "late", null, null), over));
            Entry found = store.read(key, Stores.soon(lab));
            lab.check(found == null, Paragraph.STATE_STORE, "nothing was written", () -> "found " + found);
        }
    }

    private static void holds(Lab lab, StateStore store, String key, Entry expected) throws Exception {
        Entry found = store.read(key, Stores.soon(lab));
        lab.check(
                expected.equals(found),
                Paragraph.STATE_READ,
                Described.value(expected),
                () -> "found " + Described.value(found));
    }
}
