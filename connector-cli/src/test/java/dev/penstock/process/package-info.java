/** The laid-out command as a process, for tests that drive it from outside. */
@NullMarked
package dev.penstock.process;

import org.jspecify.annotations.NullMarked;
