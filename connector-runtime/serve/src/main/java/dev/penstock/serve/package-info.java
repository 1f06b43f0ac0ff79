/**
 * Serve pipelines as functions on this machine: each in processes of its own, as many as there is work, from none.
 *
 * <p>{@link dev.penstock.serve.Functions} is the door. {@code scale} decides how many instances there should be,
 * {@code instance} starts and ends them, {@code route} brings requests to them.
 */
@NullMarked
package dev.penstock.serve;

import org.jspecify.annotations.NullMarked;
