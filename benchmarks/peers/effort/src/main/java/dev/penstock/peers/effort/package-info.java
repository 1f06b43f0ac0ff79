/** One small source and one small sink for Kafka Connect, to count what their author writes: docs/explanation/effort.md. */
@NullMarked
package dev.penstock.peers.effort;

import org.jspecify.annotations.NullMarked;
