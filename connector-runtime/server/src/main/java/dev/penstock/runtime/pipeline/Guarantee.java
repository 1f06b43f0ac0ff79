package dev.penstock.runtime.pipeline;

/**
 * What a pipeline promises from end to end, in words for a person.
 *
 * @param level how often an event can reach the sink's system
 * @param text one or two sentences, with the setting that weakens the promise if there is one
 */
public record Guarantee(Level level, String text) {
    /** How often an event can reach the sink's system. */
    public enum Level {
        /** A crash loses events. */
        AT_MOST_ONCE,
        /** Never lost; repeated after a crash or a failure. */
        AT_LEAST_ONCE,
        /** Never lost, and a repetition changes nothing. */
        EFFECTIVELY_ONCE
    }
}
