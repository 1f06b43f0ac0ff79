package dev.penstock.function.functiongraph;

import dev.penstock.function.FunctionProblem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says to a program that fetches its invocations.
 *
 * @param home the directory of the package: {@code PENSTOCK_FUNCTION_HOME}, else {@code RUNTIME_CODE_ROOT}, else the working
 *     directory
 * @param api where invocations are fetched: {@code RUNTIME_API_ADDR}
 * @param limit when an invocation is answered at the latest: a little before {@code RUNTIME_TIMEOUT}, in seconds
 * @param drain how long stopping may take: {@code PENSTOCK_DRAIN} in seconds, else 8
 */
record RuntimeSettings(Path home, URI api, Duration limit, Duration drain) {
    static RuntimeSettings of(Map<String, String> environment) {
        String address = environment.get("RUNTIME_API_ADDR");
        if (address == null || address.isBlank()) {
            throw new FunctionProblem(
                    "RUNTIME_API_ADDR is not set: this program runs as 'bootstrap' of a function whose runtime is Custom");
        }
        String base = address.contains("://") ? address : "http://" + address;
        return new RuntimeSettings(
                home(environment),
                URI.create(base + "/v1/runtime/invocation/"),
                limit(Duration.ofSeconds(seconds(environment, "RUNTIME_TIMEOUT", 60))),
                Duration.ofSeconds(seconds(environment, "PENSTOCK_DRAIN", 8)));
    }

    static Path home(Map<String, String> environment) {
        @Nullable
        String home = environment.getOrDefault("PENSTOCK_FUNCTION_HOME", environment.get("RUNTIME_CODE_ROOT"));
        return Path.of(home == null ? "." : home).toAbsolutePath();
    }

    /** The answer has to be there before the platform ends the invocation: a second before, or a tenth of a short time. */
    static Duration limit(Duration timeout) {
        Duration tenth = timeout.dividedBy(10);
        Duration margin = tenth.compareTo(Duration.ofSeconds(1)) < 0 ? tenth : Duration.ofSeconds(1);
        return timeout.minus(margin);
    }

    private static long seconds(Map<String, String> environment, String name, long fallback) {
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            return fallback;
        }
        try {
            long number = Long.parseLong(text.strip());
            if (number > 0 && number < 1_000_000) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with those out of range
        }
        throw new FunctionProblem(
                "the environment variable " + name + " is no number of seconds: " + text + "; mend it or leave it out");
    }
}
