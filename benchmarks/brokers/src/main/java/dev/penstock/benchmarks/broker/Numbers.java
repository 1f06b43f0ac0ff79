package dev.penstock.benchmarks.broker;

/** Reads numbers out of bytes without making text of them. */
final class Numbers {
    private Numbers() {}

    static long at(byte[] bytes, int start) {
        long number = 0;
        for (int i = start; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }
}
