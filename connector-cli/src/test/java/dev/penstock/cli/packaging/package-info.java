/** Proves what packages are written of. */
@NullMarked
package dev.penstock.cli.packaging;

import org.jspecify.annotations.NullMarked;
