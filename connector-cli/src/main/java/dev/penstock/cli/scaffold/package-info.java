/** A connector project made from templates, for {@code penstock new}. */
@NullMarked
package dev.penstock.cli.scaffold;

import org.jspecify.annotations.NullMarked;
