/** Where engine code runs: one task at a time per pipeline, blocking calls aside, time injected. */
@NullMarked
package dev.penstock.engine.strand;

import org.jspecify.annotations.NullMarked;
