/** The engine alone: no threads, no I/O. */
@NullMarked
package dev.penstock.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
