package dev.penstock.serve.scale;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Samples of the last while, and their mean over any shorter while. For one thread. */
final class Averages {
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long at, double value) {}

    /** Adds the average since the sample before; forgets what is older than that. */
    void record(long now, double value, Duration longest) {
        samples.addLast(new Sample(now, value));
        long oldest = now - longest.toNanos();
        while (samples.getFirst().at() <= oldest) {
            samples.removeFirst();
        }
    }

    /** The mean of the samples of that long; of those that there are when it is longer than all of them; 0 without any. */
    double over(long now, Duration window) {
        long oldest = now - window.toNanos();
        double sum = 0;
        int count = 0;
        for (Iterator<Sample> newest = samples.descendingIterator(); newest.hasNext(); count++) {
            Sample sample = newest.next();
            if (sample.at() <= oldest) {
                break;
            }
            sum += sample.value();
        }
        return count == 0 ? 0 : sum / count;
    }
}
