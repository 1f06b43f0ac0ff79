package dev.penstock.serve.route;

import java.time.Duration;

/**
 * What a function may hold.
 *
 * @param slots requests at once per instance
 * @param queued requests that wait for a free place, at most
 * @param queuedBytes their bodies, at most
 * @param hold a request waits no longer
 * @param limit an instance has this long to answer
 * @param repeatable whether a request may be sent to a second instance when the first died over it: its events have ids, by which
 *     whoever takes them knows them again
 */
public record RouterLimits(
        int slots, int queued, long queuedBytes, Duration hold, Duration limit, boolean repeatable) {}
