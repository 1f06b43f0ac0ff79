package dev.penstock.benchmarks.broker;

/** Where records arrive, seen from outside. */
interface Arrivals {
    /** How many there are, exactly; may take a while when there are many. */
    long count() throws Exception;

    /** Whether there are at least so many; cheap, for it is asked again and again while others work. */
    boolean reached(long total) throws Exception;
}
