package dev.penstock.runtime.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one pipeline has seen: a window in memory, and ids on their way to the table. Safe for several threads. */
final class SeenPipeline {
    /** More than that wait only when the disk fails; then the oldest are let go, and a repeat of them is delivered again. */
    private static final int MOST_WAITING = 200_000; // I6

    private final SeenWindow window;
    private final Map<String, Long> waiting = new LinkedHashMap<>();
    private final Map<String, Long> leaving = new LinkedHashMap<>();
    private volatile long longest; // milliseconds; the widest window anybody asked for

    SeenPipeline(SeenWindow window) {
        this.window = window;
    }

    /** What memory alone can say. */
    enum Answer {
        YES,
        NO,
        ASK_THE_TABLE
    }

    Answer answer(String id, long since, long now) {
        if (!window.maybeSeen(id, since)) {
            note(now - since);
            return Answer.NO;
        }
        synchronized (this) {
            Long at = waiting.getOrDefault(id, leaving.get(id));
            return at != null && at >= since ? Answer.YES : Answer.ASK_THE_TABLE;
        }
    }

    private void note(long asked) {
        if (asked > longest) {
            synchronized (this) {
                longest = Math.max(longest, asked);
            }
        }
    }

    void add(String id, long at) {
        synchronized (this) {
            waiting.put(id, at);
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
        window.add(id, at);
    }

    /** What is to be written now; stays known until {@link #left}. */
    synchronized Map<String, Long> leave() {
        leaving.putAll(waiting);
        waiting.clear();
        return new LinkedHashMap<>(leaving);
    }

    /** It is written, or was not and waits again. */
    synchronized void left(boolean written) {
        if (!written) {
            Map<String, Long> newer = new LinkedHashMap<>(waiting);
            waiting.clear();
            waiting.putAll(leaving);
            waiting.putAll(newer);
        }
        leaving.clear();
    }

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The moment before which nobody asks; the smallest number when it is not known. */
    synchronized long horizon(long now) {
        return longest == 0 ? Long.MIN_VALUE : now - longest;
    }

    void forget(long before) {
        window.forget(before);
    }
}
