package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged HTTP function in a process of its own, as a container runs it. */
final class HttpFunctionProcess implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Path err;

    private HttpFunctionProcess(Process process, URI address, Path err) {
        this.process = process;
        this.address = address;
        this.err = err;
    }

    /** Starts the function of a package and waits until it is ready. */
    static HttpFunctionProcess start(Path output, Map<String, String> environment) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path err = Files.createTempFile("function", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "lib/function-http.jar")
                .directory(output.resolve("function").toFile())
                .redirectOutput(err.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("PORT", "" + port, "PENSTOCK_HOST", "127.0.0.1"));
        HttpFunctionProcess started =
                new HttpFunctionProcess(builder.start(), URI.create("http://127.0.0.1:" + port), err);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        started.get("/health/ready").statusCode())
                .as(started::log)
                .isEqualTo(200));
        return started;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .headers(headers)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    String log() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM, as platforms end an instance. */
    void terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(this::log).isTrue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(err);
    }
}
