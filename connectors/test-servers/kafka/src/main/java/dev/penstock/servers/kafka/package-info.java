/** The process that holds an Apache Kafka broker for tests. */
@NullMarked
package dev.penstock.servers.kafka;

import org.jspecify.annotations.NullMarked;
