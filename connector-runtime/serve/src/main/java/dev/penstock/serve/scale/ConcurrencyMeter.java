package dev.penstock.serve.scale;

/**
 * Measures the average of a number that goes up and down, weighted by how long it was what: the area under its curve, divided by the
 * time. Times are nanoseconds of any monotonic clock. For one thread at a time.
 */
public final class ConcurrencyMeter {
    private long since;
    private long changed;
    private double area;
    private int present;

    /** Starts with none at that time. */
    public ConcurrencyMeter(long now) {
        since = now;
        changed = now;
    }

    /** The number has changed by that much. */
    public void add(int difference, long now) {
        settle(now);
        present += difference;
    }

    /** The number as it is. */
    public int present() {
        return present;
    }

    /** The average since the last call of this method. */
    public double average(long now) {
        settle(now);
        double average = now > since ? area / (now - since) : present;
        since = now;
        area = 0;
        return average;
    }

    private void settle(long now) {
        if (now > changed) { // clocks of two threads may be read in the wrong order
            area += (double) present * (now - changed);
            changed = now;
        }
    }
}
