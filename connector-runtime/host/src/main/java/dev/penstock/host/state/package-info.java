/**
 * State that several instances share, in the store that a pipeline's {@code state} block names.
 *
 * <p>{@link dev.penstock.host.state.SharedState} is the door: offsets with the lease on them, and deliveries that were seen.
 */
@NullMarked
package dev.penstock.host.state;

import org.jspecify.annotations.NullMarked;
