package dev.penstock.function.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment says to an HTTP function.
 *
 * @param home the directory of the package: {@code PENSTOCK_FUNCTION_HOME}, else the working directory
 * @param host where it listens: {@code PENSTOCK_HOST}, else every address, as platforms expect
 * @param port {@code PORT}, else 8080
 * @param limit when an invocation is answered at the latest: {@code PENSTOCK_TIMEOUT} in seconds, else 60
 * @param drain how long stopping may take: {@code PENSTOCK_DRAIN} in seconds, else 8, which is below the ten seconds that
 *     most platforms wait
 * @param maxBody the largest request that is read, in bytes: {@code PENSTOCK_MAX_BODY}, else 16 MiB
 * @param supervised whether a process of this machine started it and holds its standard input: {@code PENSTOCK_SUPERVISED}
 */
record ServerSettings(
        Path home, String host, int port, Duration limit, Duration drain, int maxBody, boolean supervised) {
    static ServerSettings of(Map<String, String> environment) {
        return new ServerSettings(
                Path.of(environment.getOrDefault("PENSTOCK_FUNCTION_HOME", ".")).toAbsolutePath(),
                environment.getOrDefault("PENSTOCK_HOST", "0.0.0.0"),
                number(environment, "PORT", 8080),
                Duration.ofSeconds(number(environment, "PENSTOCK_TIMEOUT", 60)),
                Duration.ofSeconds(number(environment, "PENSTOCK_DRAIN", 8)),
                number(environment, "PENSTOCK_MAX_BODY", 16 << 20),
                environment.getOrDefault("PENSTOCK_SUPERVISED", "").equals("true"));
    }

    /** The same on any free port of this machine, for a request that is answered within a second. */
    ServerSettings forTraining() {
        return new ServerSettings(home, "127.0.0.1", 0, Duration.ofSeconds(1), Duration.ofSeconds(1), maxBody, false);
    }

    private static int number(Map<String, String> environment, String name, int fallback) {
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with negative ones
        }
        throw new dev.penstock.function.FunctionProblem(
                "the environment variable " + name + " is no whole number: " + text + "; mend it or leave it out");
    }
}
