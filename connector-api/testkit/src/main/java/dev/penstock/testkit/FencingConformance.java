package dev.penstock.testkit;

import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A state store writes over the expected version and over no other: of several owners one gets through (I2). */
public interface FencingConformance extends StateStoreDriver {
    /** Whoever creates what is there already is refused. */
    @Test
    default void createsOnce() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            String version = Stores.created(lab, store, key, "first");
            refused(lab, Stores.create(lab, Stores.open(lab), key, "second"), "creating what is there");
            stands(lab, store, key, new Entry("first", version));
        }
    }

    /** Of many that create the same entry at once, one does. */
    @Test
    default void letsOnlyOneOfManyCreate() throws Exception {
        try (Lab lab = new Lab(this)) {
            for (int round = 0; round < 5; round++) {
                String key = Stores.key();
                List<@Nullable String> written =
                        Stores.atOnce(lab, 8, (store, writer) -> Stores.create(lab, store, key, "writer " + writer));
                List<@Nullable String> winners =
                        written.stream().filter(Objects::nonNull).toList();
                lab.check(
                        winners.size() == 1,
                        Paragraph.STATE_WRITE,
                        "a version for one of 8 that create an entry at once, and null for the others",
                        () -> written.toString());
                String version = Objects.requireNonNull(winners.get(0));
                stands(lab, Stores.open(lab), key, new Entry("writer " + written.indexOf(version), version));
            }
        }
    }

    /** Several instances may be the first at the place, and prepare it together. */
    @Test
    default void createsTheirPlaceTogether() throws Exception {
        try (Lab lab = new Lab(this)) {
            List<@Nullable String> written =
                    Stores.atOnce(lab, 8, (store, writer) -> Stores.create(lab, store, Stores.key(), "mine"));
            lab.check(
                    !written.contains(null),
                    Paragraph.STATE_WRITE,
                    "all of 8 first writes at once, each of a key of its own, are done",
                    written::toString);
        }
    }

    /** A version that is no more is refused, however recent it is. */
    @Test
    default void replacesNothingButTheExpectedVersion() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            String first = Stores.created(lab, store, key, "1");
            String second = replaced(lab, store, key, "2", first);
            String third = replaced(lab, store, key, "3", second);
            refused(lab, Stores.replace(lab, store, key, "stale", first), "replacing the version before the last");
            refused(lab, Stores.replace(lab, store, key, "stale", second), "replacing the last version but one");
            stands(lab, store, key, new Entry("3", third));
        }
    }

    /** A version of what was removed meanwhile is refused, too. */
    @Test
    default void replacesNothingWhereNothingStands() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            String version = Stores.created(lab, store, key, "here");
            remove(key);
            refused(lab, Stores.replace(lab, store, key, "again", version), "replacing what was removed");
            Entry found = store.read(key, Stores.soon(lab));
            lab.check(found == null, Paragraph.STATE_WRITE, "nothing is there", () -> "found " + found);
        }
    }

    /** Several that count in one entry lose no step. */
    @Test
    default void losesNoUpdate() throws Exception {
        int steps = 50;
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            Stores.created(lab, store, key, "0");
            Stores.atOnce(lab, writers(), (each, writer) -> {
                for (int i = 0; i < steps; i++) {
                    String written = null;
                    while (written == null) {
                        Entry now = Objects.requireNonNull(each.read(key, Stores.soon(lab)));
                        String next = Integer.toString(Integer.parseInt(now.value()) + 1);
                        written = Stores.replace(lab, each, key, next, now.version());
                    }
                }
                return "done";
            });
            Entry found = store.read(key, Stores.soon(lab));
            String all = Integer.toString(writers() * steps);
            lab.check(
                    found != null && found.value().equals(all),
                    Paragraph.STATE_WRITE,
                    "a count of " + all + " after " + writers() + " writers made " + steps + " steps each",
                    () -> "found " + Described.value(found));
        }
    }

    /** Versions tell writes apart, also those of the same text, and also after the entry was removed. */
    @Test
    default void neverGivesTheSameVersionTwice() throws Exception {
        try (Lab lab = new Lab(this)) {
            String key = Stores.key();
            StateStore store = Stores.open(lab);
            List<String> versions = new ArrayList<>();
            versions.add(Stores.created(lab, store, key, "same"));
            versions.add(replaced(lab, store, key, "same", versions.get(0)));
            remove(key);
            versions.add(Stores.created(lab, store, key, "same"));
            lab.check(
                    new HashSet<>(versions).size() == 3,
                    Paragraph.STATE_ENTRY,
                    "three versions for three writes of the same text",
                    versions::toString);
            for (String old : versions.subList(0, 2)) {
                refused(
                        lab,
                        Stores.replace(lab, store, key, "stale", old),
                        "replacing a version of before the removal");
            }
        }
    }

    private static String replaced(Lab lab, StateStore store, String key, String value, String expected)
            throws Exception {
        String version = Stores.replace(lab, store, key, value, expected);
        lab.check(
                version != null,
                Paragraph.STATE_WRITE,
                "the version that stands there is replaced",
                () -> "null, as if another stood there");
        return Objects.requireNonNull(version);
    }

    private static void refused(Lab lab, @Nullable String version, String what) {
        lab.check(
                version == null, Paragraph.STATE_WRITE, what + " returns null", () -> "it returned version " + version);
    }

    private static void stands(Lab lab, StateStore store, String key, Entry expected) throws Exception {
        Entry found = store.read(key, Stores.soon(lab));
        lab.check(
                expected.equals(found),
                Paragraph.STATE_WRITE,
                "nothing is changed: " + Described.value(expected),
                () -> "found " + Described.value(found));
    }
}
