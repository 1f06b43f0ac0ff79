/**
 * Writes the index of a connector jar while it is compiled, and refuses configs that could not be bound or documented.
 *
 * <p>{@link dev.penstock.processor.ConnectorProcessor} is the door; javac finds it by itself when this jar is on the
 * processor path.
 */
@NullMarked
package dev.penstock.processor;

import org.jspecify.annotations.NullMarked;
