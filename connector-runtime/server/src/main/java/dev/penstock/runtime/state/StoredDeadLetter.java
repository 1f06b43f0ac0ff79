package dev.penstock.runtime.state;

import dev.penstock.engine.state.DeadLetter;

/**
 * A dead letter with the number it is stored under.
 *
 * @param id grows with every dead letter of the store
 * @param letter the event and why it could not be delivered
 */
public record StoredDeadLetter(long id, DeadLetter letter) {}
