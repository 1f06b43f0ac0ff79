package dev.penstock.testkit;

import java.util.List;

/** Takes events from a source as the engine does, one call at a time. */
interface SourceReader extends AutoCloseable {
    /** Takes events until there are so many, or the driver's patience is over; there may be more of them than wanted. */
    List<Taken> take(int count) throws Exception;

    /** What else there is right now. */
    List<Taken> takeRest() throws Exception;

    /** Says that they are safe; a polling source remembers by its offsets. */
    void settle(List<Taken> taken) throws Exception;

    @Override
    void close() throws Exception;
}
