/** Functions measured beside the least that could do their work: cold starts, warm invocations, sizes of packages. */
@NullMarked
package dev.penstock.benchmarks.function;

import org.jspecify.annotations.NullMarked;
