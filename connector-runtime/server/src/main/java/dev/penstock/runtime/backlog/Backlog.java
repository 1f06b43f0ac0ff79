package dev.penstock.runtime.backlog;

/**
 * What is known of the events that wait for a pipeline.
 *
 * @param kind whether their number is known
 * @param events how many there are about; 0 where that is not known
 * @param why it is not known, for a person, and what to do; empty where it is
 */
public record Backlog(Kind kind, long events, String why) {
    /** Whether a number is known. */
    public enum Kind {
        /** It is. */
        KNOWN,
        /** It is not, at this moment. */
        UNKNOWN,
        /** It never will be: nothing waits in such a source, or it cannot tell. */
        UNMEASURABLE,
        /** There is no such pipeline here. */
        NO_PIPELINE
    }

    /** So many events wait. */
    public static Backlog of(long events) {
        return new Backlog(Kind.KNOWN, events, "");
    }

    static Backlog unknown(String why) {
        return new Backlog(Kind.UNKNOWN, 0, why);
    }

    static Backlog unmeasurable(String why) {
        return new Backlog(Kind.UNMEASURABLE, 0, why);
    }

    static Backlog noPipeline(String why) {
        return new Backlog(Kind.NO_PIPELINE, 0, why);
    }
}
