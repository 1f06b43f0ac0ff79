package dev.penstock.toolkit.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds values in JSON by several pointers in one pass; parts that no pointer leads into are skipped, not built. */
public final class JsonPointers {
    private JsonPointers() {}

    /**
     * The values that the pointers lead to, by position: strings as their text, numbers and booleans as they are
     * written; null for what is absent, null, an object or an array. Of repeated keys the last one counts. A byte order
     * mark is passed over.
     *
     * @throws NotJson with a message for whoever sent it when the bytes are not JSON
     */
    public static @Nullable String[] find(byte[] json, List<JsonPointer> pointers) {
        int from = startsWithMark(json) ? 3 : 0;
        JsonText.check(json, from, json.length - from);
        @Nullable String[] found = new @Nullable String[pointers.size()];
        new JsonSearch(json, from, pointers, found).run();
        return found;
    }

    private static boolean startsWithMark(byte[] json) {
        return json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF;
    }
}
