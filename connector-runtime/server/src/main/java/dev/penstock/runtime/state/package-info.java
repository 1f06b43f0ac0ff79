/** What survives a crash, in one SQLite file of the data directory: offsets, dead letters, seen deliveries. */
@NullMarked
package dev.penstock.runtime.state;

import org.jspecify.annotations.NullMarked;
