/** Proves the package of the same name with jars and files made for each test. */
@NullMarked
package dev.penstock.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
