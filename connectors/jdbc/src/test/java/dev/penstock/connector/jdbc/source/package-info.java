@NullMarked
package dev.penstock.connector.jdbc.source;

import org.jspecify.annotations.NullMarked;
