/** The laid-out command as a process, for tests that drive it from outside, and what stands at its ends. */
@NullMarked
package dev.penstock.process;

import org.jspecify.annotations.NullMarked;
