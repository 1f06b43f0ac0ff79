package dev.penstock.runtime.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The ids of one pipeline as hashes in memory, in generations that go out of memory as a whole, oldest first.
 *
 * <p>It says for certain that an id was <em>not</em> seen, which is the answer to nearly every question; a hit is looked up
 * exactly. At most a million ids are held (about 20 MB); beyond that, older ones are answered by the table. Safe for
 * several threads.
 */
final class SeenWindow {
    private static final int GENERATION = 65_536;
    private static final int GENERATIONS = 16; // I6

    private final Deque<Generation> generations = new ArrayDeque<>();
    private long completeSince = Long.MIN_VALUE;

    private static final class Generation {
        final HashSet64 hashes = new HashSet64();
        long newest = Long.MIN_VALUE;
    }

    synchronized void add(String id, long at) {
        Generation last = generations.peekLast();
        if (last == null || last.hashes.size() >= GENERATION) {
            last = new Generation();
            generations.addLast(last);
            if (generations.size() > GENERATIONS) {
                Generation gone = generations.removeFirst();
                completeSince = Math.max(completeSince, gone.newest + 1);
            }
        }
        last.hashes.add(HashSet64.hash(id));
        last.newest = Math.max(last.newest, at);
    }

    /** False only if the id was not seen since then. */
    synchronized boolean maybeSeen(String id, long since) {
        if (since < completeSince) {
            return true;
        }
        long hash = HashSet64.hash(id);
        Iterator<Generation> newestFirst = generations.descendingIterator();
        while (newestFirst.hasNext()) {
            Generation generation = newestFirst.next();
            if (generation.newest >= since && generation.hashes.contains(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Lets go of what was seen before then. */
    synchronized void forget(long before) {
        while (!generations.isEmpty() && generations.getFirst().newest < before) {
            generations.removeFirst();
        }
    }
}
