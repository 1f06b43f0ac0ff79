/** One small source and one small sink, to count what their author writes: docs/explanation/effort.md. */
@NullMarked
package dev.penstock.testkit.effort;

import org.jspecify.annotations.NullMarked;
