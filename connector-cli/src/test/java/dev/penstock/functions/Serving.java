package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code penstock serve} in a process of its own, with the instances that it starts. */
final class Serving implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern ADMIN = Pattern.compile("admin (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+),\"version\":\"\\w+\",\"state\":\"ready\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final PenstockProcess process;
    private final String base;
    private final String admin;

    private Serving(PenstockProcess process) {
        this.process = process;
        this.base = first(ADDRESS, process.output());
        this.admin = first(ADMIN, process.output());
    }

    static Serving start(Path directory, Path pipelines, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                pipelines.toString(),
                "--data-dir",
                directory.resolve("data").toString()));
        arguments.addAll(List.of("--http", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
        arguments.addAll(List.of(more));
        return new Serving(PenstockProcess.start(directory, arguments.toArray(String[]::new))
                .ready());
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    PenstockProcess process() {
        return process;
    }

    /** Posts a JSON text; the answer is on its way. */
    CompletableFuture<HttpResponse<String>> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.sendAsync(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** What the API says about a function. */
    String function(String name) {
        return get("/api/v1/functions/" + name);
    }

    String get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(admin + path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The processes of the ready instances of a function. */
    List<Long> pids(String name) {
        return PID.matcher(function(name))
                .results()
                .map(match -> Long.parseLong(match.group(1)))
                .toList();
    }

    void awaitInstances(String name, int count) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(pids(name)).as(process::errors).hasSize(count));
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** SIGKILL. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
