/**
 * CloudEvents as JSON, and JSON as bytes: payloads pass through unchanged, numbers and spacing included.
 *
 * <p>All of it is free of state and safe for any number of threads.
 */
@NullMarked
package dev.penstock.toolkit.json;

import org.jspecify.annotations.NullMarked;
