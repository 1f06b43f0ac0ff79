package dev.penstock.connector.file;

/** Estimates how many records of a file wait, from the bytes that wait and the records read so far. */
final class Backlog {
    private static final int GUESS = 200;

    private long waiting = -1;
    private long bytes;
    private long records;

    /** A read took place from that position; the file has that size, or -1 when it cannot be told. */
    void read(long size, long from, Found found) {
        waiting = size < 0 ? -1 : Math.max(0, size - found.end().at());
        bytes += Math.max(0, found.end().at() - from);
        records += found.events().size();
    }

    /** There is no file, so nothing waits. */
    void nothing() {
        waiting = 0;
    }

    /** The number of records, or -1 when it cannot be told. */
    long estimate() {
        if (waiting <= 0) {
            return waiting;
        }
        long each = records == 0 ? GUESS : Math.max(1, bytes / records);
        return Math.max(1, waiting / each);
    }
}
