package dev.penstock.api;

import java.util.Optional;

/**
 * Ability of a {@link Sink}: writing an event again, with the same {@code source} and {@code id}, changes nothing.
 *
 * <p>The guarantee of a pipeline that ends here is effectively once. When a whole batch fails, the engine may send parts
 * of it again in halves to find the event at fault; without this ability it sends them one by one.
 */
public interface Idempotent {
    /**
     * Implemented by the config record of an {@link Idempotent} sink which is that with some settings only: an upsert is,
     * an insert is not.
     */
    interface Depends {
        /**
         * Names the setting that takes the ability away, as a person would mend it: {@code mode: insert (upsert, or
         * exactly-once: true, would write an event once)}; empty where the sink is idempotent.
         *
         * <p>Called before the sink is built and without it; returns at once.
         */
        Optional<String> weakenedBy();
    }
}
