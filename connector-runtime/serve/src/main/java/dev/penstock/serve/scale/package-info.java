/** Decide how many instances a function needs: pure, without threads, clock or processes. */
@NullMarked
package dev.penstock.serve.scale;

import org.jspecify.annotations.NullMarked;
