/** TLS from PEM files: whom to trust, and who one is. */
@NullMarked
package dev.penstock.toolkit.tls;

import org.jspecify.annotations.NullMarked;
