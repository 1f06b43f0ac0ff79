/** Take requests, hold them while there is no free place, and pass them on to an instance. */
@NullMarked
package dev.penstock.serve.route;

import org.jspecify.annotations.NullMarked;
