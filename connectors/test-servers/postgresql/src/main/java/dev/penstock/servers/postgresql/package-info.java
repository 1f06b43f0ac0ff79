/** The process that holds a PostgreSQL server for tests. */
@NullMarked
package dev.penstock.servers.postgresql;

import org.jspecify.annotations.NullMarked;
