/** Starts real servers for tests and benchmarks, each in a process of its own. */
@NullMarked
package dev.penstock.servers;

import org.jspecify.annotations.NullMarked;
