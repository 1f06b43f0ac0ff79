package dev.penstock.function;

import dev.penstock.engine.state.SeenDeliveries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the deliveries that this instance has taken lately: a sender that repeats itself at once is recognised, one that
 * reaches another instance is not, and its event is delivered again.
 */
final class RecentDeliveries implements SeenDeliveries {
    private static final int MOST = 20_000;

    private final Map<String, Instant> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST; // I6
        }
    };

    @Override
    public synchronized boolean seen(String pipeline, String id, Instant since) {
        Instant at = taken.get(id);
        return at != null && !at.isBefore(since);
    }

    @Override
    public synchronized void remember(String pipeline, String id, Instant at) {
        taken.remove(id);
        taken.put(id, at);
    }
}
