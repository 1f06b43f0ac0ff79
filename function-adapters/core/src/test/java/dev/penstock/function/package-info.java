/** Tests of functions, and what adapters need to test themselves. */
@NullMarked
package dev.penstock.function;

import org.jspecify.annotations.NullMarked;
