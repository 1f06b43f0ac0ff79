/**
 * The real command on real input: public data files, and bodies made by hand to be hard. The files come from {@code
 * -Dpenstock.data=DIR}; tests that need them are skipped without.
 */
@NullMarked
package dev.penstock.real;

import org.jspecify.annotations.NullMarked;
