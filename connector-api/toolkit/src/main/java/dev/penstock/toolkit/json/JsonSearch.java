package dev.penstock.toolkit.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON to where pointers lead. The JSON has been checked by {@link JsonText}, so nothing here looks for its end
 * or its mistakes. No deeper on the stack than the longest pointer.
 */
final class JsonSearch {
    private final byte[] in;
    private final List<JsonPointer> pointers;
    private final @Nullable String[] found;
    private int at;

    /** A walk from there on; what is found goes to the array, by the position of the pointer. */
    JsonSearch(byte[] in, int from, List<JsonPointer> pointers, @Nullable String[] found) {
        this.in = in;
        this.at = from;
        this.pointers = pointers;
        this.found = found;
    }

    void run() {
        boolean[] live = new boolean[found.length];
        Arrays.fill(live, true);
        space();
        value(live, 0);
    }

    /** Reads the value here; {@code live} says which pointers lead here with {@code depth} steps. */
    private void value(boolean[] live, int depth) {
        boolean here = false;
        boolean deeper = false;
        for (int i = 0; i < live.length; i++) {
            if (live[i]) {
                boolean ends = pointers.get(i).steps().size() == depth;
                here |= ends;
                deeper |= !ends;
                found[i] = null; // also what an earlier value of the same key held
            }
        }
        boolean scalar = in[at] != '{' && in[at] != '[';
        if (!scalar && deeper) {
            children(live, depth);
            return;
        }
        int from = at;
        at = JsonSkip.value(in, from);
        if (scalar && here) {
            String text = JsonStringText.scalar(in, from, at);
            for (int i = 0; i < live.length; i++) {
                if (live[i] && pointers.get(i).steps().size() == depth) {
                    found[i] = text;
                }
            }
        }
    }

    private void children(boolean[] live, int depth) {
        boolean array = in[at] == '[';
        byte close = (byte) (array ? ']' : '}');
        boolean[] there = new boolean[live.length];
        at++;
        space();
        for (int index = 0; in[at] != close; index++) {
            int key = at + 1;
            int keyEnd = key;
            if (!array) {
                at = JsonSkip.string(in, at);
                keyEnd = at - 1;
                space();
                at++; // the colon
                space();
            }
            boolean any = false;
            for (int i = 0; i < live.length; i++) {
                List<String> steps = pointers.get(i).steps();
                there[i] = live[i] && steps.size() > depth && leads(steps.get(depth), array, index, key, keyEnd);
                any |= there[i];
            }
            if (any) {
                value(there, depth + 1);
            } else {
                at = JsonSkip.value(in, at);
            }
            space();
            if (in[at] == ',') {
                at++;
                space();
            }
        }
        at++;
    }

    private boolean leads(String step, boolean array, int index, int key, int keyEnd) {
        return array ? step.equals(Integer.toString(index)) : JsonStringText.is(step, in, key, keyEnd);
    }

    private void space() {
        while (at < in.length && JsonSkip.isSpace(in[at])) {
            at++;
        }
    }
}
