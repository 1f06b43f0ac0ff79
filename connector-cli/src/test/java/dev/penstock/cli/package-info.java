/** Tests of the command line, and of rules that hold for the whole repository. */
@NullMarked
package dev.penstock.cli;

import org.jspecify.annotations.NullMarked;
