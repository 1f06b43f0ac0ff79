/** Pipelines between brokers, databases, files and webhooks, beside peers and beside the least that could do the same work. */
@NullMarked
package dev.penstock.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
