/** Tests of what hosts share. */
@NullMarked
package dev.penstock.host;

import org.jspecify.annotations.NullMarked;
