/** Proves what invocations of AWS Lambda become, and how they are answered. */
@NullMarked
package dev.penstock.function.lambda;

import org.jspecify.annotations.NullMarked;
