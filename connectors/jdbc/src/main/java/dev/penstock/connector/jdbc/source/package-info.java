/** Reads tables and queries: row after row by a column that grows, or whole tables again and again. */
@NullMarked
package dev.penstock.connector.jdbc.source;

import org.jspecify.annotations.NullMarked;
