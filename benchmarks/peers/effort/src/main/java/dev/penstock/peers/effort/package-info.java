/** One small source and one small sink for Kafka Connect, to count what their author writes: docs/explanation/effort.md. */
@org.jspecify.annotations.NullMarked
package dev.penstock.peers.effort;
