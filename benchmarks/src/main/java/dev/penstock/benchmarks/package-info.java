/** Measurements, each beside its peer or its physical limit in the same run. Ships nothing. */
@NullMarked
package dev.penstock.benchmarks;

import org.jspecify.annotations.NullMarked;
