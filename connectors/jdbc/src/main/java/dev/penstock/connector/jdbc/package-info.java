/** Relational databases by JDBC: tables and queries as a source, tables as a sink. */
@NullMarked
package dev.penstock.connector.jdbc;

import org.jspecify.annotations.NullMarked;
