/**
 * A pipeline as a function: what every adapter of a platform shares.
 *
 * <p>{@link dev.penstock.function.PackagedFunction} is the door. A platform's adapter reads its invocations into events or
 * requests, hands them over, and answers as the platform wants it.
 */
@NullMarked
package dev.penstock.function;

import org.jspecify.annotations.NullMarked;
