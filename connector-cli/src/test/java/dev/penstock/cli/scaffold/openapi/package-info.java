/** Tests of the projects that {@code penstock new} makes. */
@NullMarked
package dev.penstock.cli.scaffold.openapi;

import org.jspecify.annotations.NullMarked;
