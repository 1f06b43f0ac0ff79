/** Answer health probes, metrics and the API of functions that are served. */
@NullMarked
package dev.penstock.serve.admin;

import org.jspecify.annotations.NullMarked;
