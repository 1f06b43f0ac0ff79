package dev.penstock.benchmarks.broker;

import java.nio.file.Path;

/** Where measurements happen: a folder that is removed afterwards, the servers' addresses, and how many rounds. */
record Bench(Path directory, String kafka, String postgresql, int rounds) {}
