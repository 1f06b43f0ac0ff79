package dev.penstock.benchmarks.serve;

import dev.penstock.benchmarks.measure.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code penstock serve} under measurement. Used by one thread, but for {@link #event}. */
final class Served implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("functions http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern ADMIN = Pattern.compile("admin http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern READY = Pattern.compile("\"ready\":(\\d+)");
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");
    private static final byte[] EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/benchmark\",\"type\":\"measured\"}"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Child child;
    private final int port;
    private final int admin;

    private Served(Child child) throws IOException {
        this.child = child;
        this.port = number(PORT, child.output());
        this.admin = number(ADMIN, child.output());
    }

    /** Serves the pipelines of a folder. */
    static Served start(Path directory, Path pipelines, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                pipelines.toString(),
                "--data-dir",
                directory.resolve("data").toString()));
        arguments.addAll(List.of("--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--stable-window", "6s"));
        arguments.addAll(List.of(more));
        Child child = Child.penstock(directory, "", arguments.toArray(String[]::new));
        child.until("penstock ready");
        return new Served(child);
    }

    /** Writes a pipeline that sends events on. */
    static void pipeline(Path pipelines, String name, String target, String scaling) throws IOException {
        Files.writeString(
                Files.createDirectories(pipelines).resolve(name + ".yaml"),
                "source: { connector: trigger }\nsink: { connector: http, config: { url: \"" + target
                        + "\" } }\nscaling: { " + scaling + " }\n");
    }

    private static int number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return Integer.parseInt(matcher.group(1));
    }

    int port() {
        return port;
    }

    /** Sends an event; completes with the status. Any thread may call. */
    CompletableFuture<Integer> event(String function, long id) {
        return client.sendAsync(
                        post("http://127.0.0.1:" + port + "/functions/" + function, id), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    /** An event as a request to that address. */
    static HttpRequest post(String address, long id) {
        String event =
                String.format(java.util.Locale.ROOT, new String(EVENT, java.nio.charset.StandardCharsets.US_ASCII), id);
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event))
                .build();
    }

    /** What it tells about a function. */
    String told(String function) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + admin + "/api/v1/functions/" + function);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    int ready(String function) throws IOException, InterruptedException {
        return number(READY, told(function));
    }

    /** The process of an instance. */
    int pid(String function) throws IOException, InterruptedException {
        return number(PID, told(function));
    }

    void awaitReady(String function, int instances) throws IOException, InterruptedException {
        while (ready(function) != instances) {
            child.alive();
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() throws InterruptedException {
        child.close();
    }
}
