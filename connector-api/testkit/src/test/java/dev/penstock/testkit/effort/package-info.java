/** One small source and one small sink, to count what their author writes: docs/explanation/effort.md. */
@org.jspecify.annotations.NullMarked
package dev.penstock.testkit.effort;
