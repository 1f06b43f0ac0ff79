package dev.penstock.function.google;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.PackagedFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A function, open for as long as the process lives, and what its environment says about invocations. */
final class OpenFunction {
    private final PackagedFunction function;
    private final Duration limit;
    private final int maxBody;
    private final Duration drain;

    /** Opens the function of the package that the environment names, else of the working directory; drains on SIGTERM. */
    static OpenFunction fromEnvironment() {
        OpenFunction open = new OpenFunction(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(open::drain, "penstock-stop"));
        return open;
    }

    OpenFunction(Map<String, String> environment) {
        this.limit = Duration.ofSeconds(number(environment, "PENSTOCK_TIMEOUT", 60));
        this.maxBody = number(environment, "PENSTOCK_MAX_BODY", 16 << 20);
        this.drain = Duration.ofSeconds(number(environment, "PENSTOCK_DRAIN", 8));
        this.function = PackagedFunction.open(
                Path.of(environment.getOrDefault("PENSTOCK_FUNCTION_HOME", ".")).toAbsolutePath());
    }

    PackagedFunction function() {
        return function;
    }

    /** When an invocation is answered at the latest. */
    Duration limit() {
        return limit;
    }

    /** The largest request, in bytes. */
    int maxBody() {
        return maxBody;
    }

    void drain() {
        boolean unused = function.drain(drain); // I8
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
        throw new FunctionProblem(
                "the environment variable " + name + " is no whole number: " + text + "; mend it or leave it out");
    }
}
