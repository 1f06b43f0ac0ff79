/** Whole pipelines, each in a process of its own, beside a peer that does the least that could do the same work. */
@NullMarked
package dev.penstock.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
