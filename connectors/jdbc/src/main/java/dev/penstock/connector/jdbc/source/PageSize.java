package dev.penstock.connector.jdbc.source;

import dev.penstock.api.PollRequest;

/** Decides how many rows to ask for at once: drivers hold all of an answer in memory, so wide rows come in small pages. */
final class PageSize {
    private static final int FIRST = 50;
    private static final long ROOM = 4;

    private long widest;

    int rows(PollRequest request) {
        if (widest == 0) {
            return Math.min(FIRST, request.maxEvents());
        }
        long fit = Math.max(1, ROOM * request.maxBytes() / widest); // I6
        return (int) Math.min(request.maxEvents(), fit);
    }

    /** A page begins: what was wide once is slowly forgotten. */
    void begin() {
        widest -= widest / 16;
    }

    void row(int bytes) {
        widest = Math.max(widest, Math.max(16, bytes));
    }
}
