/** The same work with Spring Cloud Function. */
@NullMarked
package dev.penstock.peers.spring;

import org.jspecify.annotations.NullMarked;
