package dev.penstock.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The calls that led to where a test is; the last hundred are kept. May be used by several threads. */
final class Trace {
    private static final int KEPT = 100;

    private final long begun = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();
    private int dropped;

    synchronized void note(String line) {
        lines.add(String.format("    %6d ms  %s", (System.nanoTime() - begun) / 1_000_000, line));
        if (lines.size() > KEPT) {
            lines.remove();
            dropped++;
        }
    }

    @Override
    public synchronized String toString() {
        String earlier = dropped == 0 ? "" : "    (" + dropped + " earlier calls)\n";
        return lines.isEmpty() ? "    nothing" : earlier + String.join("\n", lines);
    }
}
