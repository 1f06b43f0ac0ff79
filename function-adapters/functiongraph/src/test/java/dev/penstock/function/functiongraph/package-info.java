/** Tests of functions on FunctionGraph. */
@NullMarked
package dev.penstock.function.functiongraph;

import org.jspecify.annotations.NullMarked;
