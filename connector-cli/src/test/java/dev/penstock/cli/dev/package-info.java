/** Tests of what {@code penstock dev} needs. */
@NullMarked
package dev.penstock.cli.dev;

import org.jspecify.annotations.NullMarked;
