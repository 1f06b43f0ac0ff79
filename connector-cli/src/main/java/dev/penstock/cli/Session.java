package dev.penstock.cli;

import java.time.Instant;
import java.util.Map;

/**
 * What a command may know of the process it runs in.
 *
 * @param terminal where it prints
 * @param environment the environment variables
 * @param stop tells a long command when to end
 * @param called when the command was called
 */
record Session(Terminal terminal, Map<String, String> environment, StopSignal stop, Instant called) {}
