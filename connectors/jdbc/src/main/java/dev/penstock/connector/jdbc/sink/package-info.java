/** Writes events to tables: from the bytes of an event to typed values, to statements, to outcomes. */
@NullMarked
package dev.penstock.connector.jdbc.sink;

import org.jspecify.annotations.NullMarked;
