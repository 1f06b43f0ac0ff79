/** HTTP: posts events to an endpoint. */
@NullMarked
package dev.penstock.connector.http;

import org.jspecify.annotations.NullMarked;
