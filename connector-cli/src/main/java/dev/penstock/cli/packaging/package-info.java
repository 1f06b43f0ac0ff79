/**
 * Makes packages of functions: {@link dev.penstock.cli.packaging.FunctionPackager} gathers what every target needs, a {@link
 * dev.penstock.cli.packaging.Target} adds what one platform wants.
 */
@NullMarked
package dev.penstock.cli.packaging;

import org.jspecify.annotations.NullMarked;
