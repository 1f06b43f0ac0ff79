package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** A function in the runtime of AWS Lambda, laid out as there: the runtime's jars on the class path, the zip in the task's folder. */
public final class LambdaProcess implements AutoCloseable {
    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final RuntimeApi.Answer started;

    /** Unpacks the zip into that folder, and starts it. */
    public LambdaProcess(Path zip, Path task, Map<String, String> environment) throws Exception {
        unzip(zip, task);
        api = new RuntimeApi();
        log = task.resolveSibling(task.getFileName() + ".log");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", // as Lambda says it
                "-cp",
                runtime(),
                AWSLambda.class.getName(),
                "dev.penstock.function.lambda.LambdaHandler::handleRequest"));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(task.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "LAMBDA_TASK_ROOT", task.toString(),
                        "_HANDLER", "dev.penstock.function.lambda.LambdaHandler::handleRequest",
                        "AWS_LAMBDA_FUNCTION_NAME", "test",
                        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"));
        builder.environment().putAll(environment);
        process = builder.redirectOutput(log.toFile()).start();
        try {
            started = api.started().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            close();
            throw new AssertionError("the runtime asks for nothing; it says: " + log(), e);
        }
    }

    /** What it said when it was ready, or why it is not. */
    public RuntimeApi.Answer started() {
        return started;
    }

    /** Whether it was made of a snapshot. */
    boolean restored() {
        return api.restored();
    }

    public RuntimeApi.Answer invoke(String payload) throws Exception {
        RuntimeApi.Answer answer = api.invoke(payload);
        assertThat(process.isAlive()).as(log()).isTrue();
        return answer;
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What Lambda itself brings, and nothing of ours. */
    private static String runtime() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Class<?> type : List.of(
                AWSLambda.class,
                com.amazonaws.services.lambda.runtime.Context.class,
                PojoSerializer.class,
                SdkInternalThreadLocal.class)) {
            jars.add(jar(type));
        }
        return String.join(File.pathSeparator, jars);
    }

    /** A connector's jar may hold the class as well, together with much that a function must not see there. */
    private static String jar(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        return Collections.list(LambdaProcess.class.getClassLoader().getResources(name)).stream()
                .map(url -> url.getPath().replaceFirst("^file:", "").replaceFirst("!.*$", ""))
                .filter(path -> !path.matches(".*/connector-[^/]*[.]jar"))
                .findFirst()
                .orElseThrow();
    }

    static void unzip(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path path = folder.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.copy(in, path);
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }
}
