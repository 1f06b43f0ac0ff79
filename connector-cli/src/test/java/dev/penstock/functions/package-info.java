/** Pipelines as functions: packaged by the real command, run as their platforms run them. */
@NullMarked
package dev.penstock.functions;

import org.jspecify.annotations.NullMarked;
