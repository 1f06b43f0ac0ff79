/** Tests of functions behind HTTP. */
@NullMarked
package dev.penstock.function.http;

import org.jspecify.annotations.NullMarked;
