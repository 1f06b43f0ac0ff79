package dev.penstock.engine.state;

import java.util.List;

/** Takes what could not be delivered. Several threads may call at once. */
public interface DeadLetterStore {
    /** Stores dead letters; returns when all are durable, throws when not all are (some may be stored twice then). */
    void store(List<DeadLetter> letters) throws Exception;
}
