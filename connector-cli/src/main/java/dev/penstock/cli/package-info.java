/**
 * The command line {@code penstock}: commands, messages, exit codes.
 *
 * <p>{@link dev.penstock.cli.PenstockCommand} is the door; each command is a class of its own, loaded only when it is
 * called.
 */
@NullMarked
package dev.penstock.cli;

import org.jspecify.annotations.NullMarked;
