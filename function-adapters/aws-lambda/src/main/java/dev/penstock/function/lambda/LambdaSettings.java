package dev.penstock.function.lambda;

import dev.penstock.function.FunctionProblem;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the environment says to a function on Lambda.
 *
 * @param home the directory of the package: {@code PENSTOCK_FUNCTION_HOME}, else {@code LAMBDA_TASK_ROOT}
 * @param partial whether the trigger reads which records failed: {@code PENSTOCK_PARTIAL_RESPONSES}, else true; with false an
 *     invocation of which one record failed is an error
 * @param snapshot whether a snapshot of the started process is taken, which Lambda says by {@code
 *     AWS_LAMBDA_INITIALIZATION_TYPE}
 */
record LambdaSettings(Path home, boolean partial, boolean snapshot) {
    static LambdaSettings of(Map<String, String> environment) {
        String home = environment.getOrDefault("PENSTOCK_FUNCTION_HOME", environment.get("LAMBDA_TASK_ROOT"));
        if (home == null) {
            throw new FunctionProblem(
                    "neither LAMBDA_TASK_ROOT nor PENSTOCK_FUNCTION_HOME is set; name the directory of the package");
        }
        String partial = environment.getOrDefault("PENSTOCK_PARTIAL_RESPONSES", "true");
        if (!partial.equals("true") && !partial.equals("false")) {
            throw new FunctionProblem(
                    "the environment variable PENSTOCK_PARTIAL_RESPONSES is neither true nor false; mend it or leave it out");
        }
        boolean snapshot = "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
        return new LambdaSettings(Path.of(home), partial.equals("true"), snapshot);
    }
}
