/** Tests of functions in Google's framework. */
@NullMarked
package dev.penstock.function.google;

import org.jspecify.annotations.NullMarked;
