package dev.penstock.benchmarks.serve;

/**
 * How it was in one half second.
 *
 * @param seconds since the beginning
 * @param load requests that callers had under way
 * @param instances that were ready
 * @param p99 of the requests answered in it, in milliseconds; 0 without any
 */
record Moment(double seconds, int load, int instances, double p99) {}
