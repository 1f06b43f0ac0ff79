package dev.penstock.benchmarks.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of Lambda's own runtime client, from its start to its first answer.
 *
 * @param name what is measured
 * @param task the folder of the function, as the zip unpacks
 * @param handler what Lambda is told to call
 * @param classPath what is on the class path besides the runtime; empty leaves it to the runtime to load the folder's jars
 * @param options options of the JVM
 * @param environment variables of the function
 */
record ColdLambda(
        String name,
        Path task,
        String handler,
        List<Path> classPath,
        List<String> options,
        Map<String, String> environment) {
    /** What Lambda's Java runtimes say to the JVM. */
    static final List<String> AS_LAMBDA = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

    static final String EVENT =
            """
            {"version":"2.0","rawPath":"/hooks/in","rawQueryString":"","requestContext":{"http":{"method":"POST"}},\
            "headers":{"authorization":"Bearer only-for-measuring","content-type":"application/cloudevents+json"},"isBase64Encoded":false,\
            "body":"{\\"specversion\\":\\"1.0\\",\\"id\\":\\"1\\",\\"source\\":\\"/measured\\",\\"type\\":\\"measured\\",\\"data\\":{\\"a\\":1}}"}""";

    /** Starts a process, invokes it once and stops it. */
    ColdTimes measure() throws Exception {
        return measure(List.of());
    }

    /** The same with options of this time only. Stopped in order, so that the JVM can write what such options ask for. */
    ColdTimes measure(List<String> more) throws Exception {
        try (RuntimeApi api = new RuntimeApi(EVENT.getBytes(UTF_8))) {
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(options);
            line.addAll(more);
            line.add("-cp");
            List<String> path = new ArrayList<>(runtime());
            classPath.forEach(jar -> path.add(jar.toString()));
            line.add(String.join(File.pathSeparator, path));
            line.add(AWSLambda.class.getName());
            line.add(handler);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(task.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API",
                            api.address(),
                            "LAMBDA_TASK_ROOT",
                            task.toString(),
                            "_HANDLER",
                            handler,
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "measured",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "$LATEST",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "512"));
            builder.environment().putAll(environment);
            long begin = System.nanoTime();
            Process process = builder.start();
            try {
                double ready = (api.asked() - begin) / 1e6;
                double answer = (api.answered() - begin) / 1e6;
                return new ColdTimes(ready, answer, ColdTimes.processor(process));
            } finally {
                process.destroy();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    /** The jars that Lambda itself brings. */
    private static List<String> runtime() {
        List<String> jars = new ArrayList<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.contains("aws-lambda-java-") || jar.contains("utils-lite")) {
                jars.add(jar);
            }
        }
        return jars;
    }
}
