package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Failure;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.host.ConnectorKind;
import dev.penstock.process.PenstockProcess;
import dev.penstock.serve.FunctionPackage;
import dev.penstock.serve.FunctionSnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reference/admin-openapi.yaml is what {@code run} and {@code serve} answer. */
final class AdminOpenApiIT {
    private static final Pattern ADMIN = Pattern.compile("admin (http://127\\.0\\.0\\.1:\\d+)");
    private static final Path CHECKOUT = Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")));
    private static final String TOKEN = "correct-horse";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AdminDocument document = new AdminDocument();
    private final Set<String> seen = new TreeSet<>();

    @TempDir
    Path dir;

    AdminOpenApiIT() throws java.io.IOException {}

    @Test
    void everyPathOfTheHandlersIsInTheDocument() throws Exception {
        Path runtime = CHECKOUT.resolve("connector-runtime");
        Set<String> known = new TreeSet<>();
        for (String handler : Set.of(
                "server/src/main/java/dev/penstock/runtime/admin/AdminHandler.java",
                "serve/src/main/java/dev/penstock/serve/admin/FunctionsHandler.java")) {
            String code = Files.readString(runtime.resolve(handler));
            String things = "";
            for (Matcher path = Pattern.compile("\"(/[a-z0-9/]+)\"").matcher(code); path.find(); ) {
                known.add(path.group(1));
                if (code.contains("= \"" + path.group(1) + "\"")) { // a constant: the collection that has single things
                    things = path.group(1);
                    known.add(things + "/{name}");
                }
            }
            for (Matcher action = Pattern.compile("case \"(\\w+)\"").matcher(code); action.find(); ) {
                known.add(things + "/{name}/" + action.group(1));
            }
        }
        assertThat(known).hasSizeGreaterThan(9);
        assertThat(document.pathNames()).isEqualTo(known);
    }

    @Test
    void everyStateOfTheCodeIsInTheDocument() {
        assertThat(document.words("Pipeline", "state")).isEqualTo(words(PipelineStatus.State.values()));
        assertThat(document.words("Function", "state")).isEqualTo(words(FunctionSnapshot.State.values()));
        assertThat(document.words("Function", "kind")).isEqualTo(words(FunctionPackage.Kind.values()));
        assertThat(document.words("Failure", "blame")).isEqualTo(words(Failure.Blame.values()));
        assertThat(document.words("Connector", "kind")).isEqualTo(words(ConnectorKind.values()));
    }

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void runAnswersAsTheDocumentSays() throws Exception {
        Path pipeline = Files.writeString(
                dir.resolve("orders.yaml"),
                """
                source: { connector: generator, config: { rate: 10 } }
                sink: { connector: file, config: { path: out.ndjson } }
                """);
        try (PenstockProcess process = PenstockProcess.run(dir, Map.of("PENSTOCK_ADMIN_TOKEN", TOKEN), pipeline)) {
            String base = base(process);
            call(base, "get", "/health/live", "");
            call(base, "get", "/health/ready", "");
            metricsAreThoseOf("## Functions", false, base);
            for (String path : Set.of("/metrics", "/api/v1/connectors", "/api/v1/pipelines")) {
                call(base, "get", path, "");
            }
            onAThing(base, "get", "/api/v1/pipelines/{name}");
            onAThing(base, "post", "/api/v1/pipelines/{name}/pause");
            onAThing(base, "post", "/api/v1/pipelines/{name}/resume");
            onAThing(base, "post", "/api/v1/pipelines/{name}/restart");
        }
        // its own tests hold what needs a runtime that is broken, or one that has no token
        assertThat(seen).isEqualTo(without(document.answers("run"), "GET /health/ready 503", " 403"));
    }

    @Test
    void serveAnswersAsTheDocumentSays() throws Exception {
        Path pipeline = Files.writeString(
                dir.resolve("orders.yaml"),
                """
                source: { connector: trigger }
                sink: { connector: http, config: { url: "http://127.0.0.1:1/orders" } }
                scaling: { min: 1, max: 1 }
                """);
        try (PenstockProcess process = PenstockProcess.start(
                        dir,
                        Map.of("PENSTOCK_ADMIN_TOKEN", TOKEN),
                        "serve",
                        pipeline.toString(),
                        "--data-dir",
                        "data",
                        "--http",
                        "127.0.0.1:0",
                        "--admin",
                        "127.0.0.1:0")
                .ready()) {
            String base = base(process);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            send(base, "get", "/api/v1/functions/orders", TOKEN).body())
                    .contains("\"state\":\"ready\",\"seconds\""));
            call(base, "get", "/health/live", "");
            call(base, "get", "/health/ready", "");
            call(base, "get", "/metrics", "");
            metricsAreThoseOf("## Functions", true, base);
            call(base, "get", "/api/v1/functions", "");
            onAThing(base, "get", "/api/v1/functions/{name}");
        }
        assertThat(seen).isEqualTo(without(document.answers("serve"), "GET /health/ready 503"));
    }

    /** docs/reference/metrics.md, one side of a heading: name and kind of every metric that is there, and no other. */
    private void metricsAreThoseOf(String heading, boolean behind, String base) throws Exception {
        String page =
                Files.readString(CHECKOUT.resolve("docs/reference/metrics.md")).split(heading, 2)[behind ? 1 : 0];
        Set<String> documented = all("\\| `(penstock_\\w+)` \\| (\\w+) \\|", page);
        String metrics = send(base, "get", "/metrics", TOKEN).body();
        Set<String> there = all("# TYPE (penstock_\\w+) (\\w+)", metrics);
        there.add(
                behind
                        ? "penstock_function_backlog gauge"
                        : "penstock_source_pending gauge"); // of sources that can tell
        assertThat(there).isEqualTo(documented);
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void onAThing(String base, String method, String path) throws Exception {
        call(base, method, path, "orders");
        call(base, method, path, "nobody");
    }

    /** Once with the token and once without. */
    private void call(String base, String method, String path, String name) throws Exception {
        for (String token : new String[] {TOKEN, ""}) {
            HttpResponse<String> answer = send(base, method, path.replace("{name}", name), token);
            seen.add(AdminDocument.name(method, path) + " " + answer.statusCode());
            assertThat(document.problems(method, path, answer))
                    .as("%s %s: %s", method, path, answer.body())
                    .isEmpty();
        }
    }

    private HttpResponse<String> send(String base, String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        request.method(method.equals("get") ? "GET" : "POST", HttpRequest.BodyPublishers.noBody());
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String base(PenstockProcess process) {
        Matcher matcher = ADMIN.matcher(process.output());
        assertThat(matcher.find()).as(process.output()).isTrue();
        return matcher.group(1);
    }

    private static Set<String> without(Set<String> answers, String... ends) {
        for (String end : ends) {
            answers.removeIf(answer -> answer.endsWith(end));
        }
        return answers;
    }
}
