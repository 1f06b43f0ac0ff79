/** The log connector: a sink that prints events, for first steps and for looking at what comes by. */
@NullMarked
package dev.penstock.connector.log;

import org.jspecify.annotations.NullMarked;
