/** Measure functions that are served on one machine. */
@NullMarked
package dev.penstock.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
