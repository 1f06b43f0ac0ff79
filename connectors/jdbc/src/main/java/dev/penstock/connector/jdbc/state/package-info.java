/** State of pipelines in a table. */
@NullMarked
package dev.penstock.connector.jdbc.state;

import org.jspecify.annotations.NullMarked;
