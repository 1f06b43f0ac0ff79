/** Apache Kafka: consumer groups, partitions with offsets of our own, and a producer. */
@NullMarked
package dev.penstock.connector.kafka;

import org.jspecify.annotations.NullMarked;
