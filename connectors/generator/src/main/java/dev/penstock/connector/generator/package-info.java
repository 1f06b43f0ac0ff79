/** The generator connector: a source that makes events up, for first steps, tests and measurements. */
@NullMarked
package dev.penstock.connector.generator;

import org.jspecify.annotations.NullMarked;
