/** The engine under a seeded scheduler that delays, fails, hangs and crashes at every boundary. */
@NullMarked
package dev.penstock.engine.simulation;

import org.jspecify.annotations.NullMarked;
