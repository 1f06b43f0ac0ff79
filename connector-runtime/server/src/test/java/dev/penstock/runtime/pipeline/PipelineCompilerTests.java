package dev.penstock.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Deadline;
import dev.penstock.api.Sink;
import dev.penstock.api.StateStore;
import dev.penstock.engine.DeliverySettings;
import dev.penstock.engine.DeliverySettings.Ordering;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Problem.Severity;
import dev.penstock.host.ProcessReferences;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class PipelineCompilerTests {
    private static final String GOOD =
            "source: {connector: numbers, config: {count: 3}}\nsink: {connector: store, config: {path: out}}\n";
    private static final String HOOK =
            "source: {connector: hook, config: {path: %s}}\nsink: {connector: store, config: {path: out}}\n";

    private final Plugins plugins;

    PipelineCompilerTests(@TempDir Path jars) throws IOException {
        plugins = TestConnectors.install(jars);
    }

    @BeforeAll
    void installsEveryConnector() {
        assertThat(plugins.problems()).isEmpty();
    }

    @AfterAll
    void close() {
        plugins.close();
    }

    @Test
    void compilesTheStateBlock(@TempDir Path dir) throws Exception {
        Compilation compilation =
                compile(dir, "orders.yaml", GOOD + "state: {connector: memory, config: {path: here}, lease: 1m}\n");
        assertThat(compilation.problems()).isEmpty();
        CompiledPipeline.State state = compilation.pipelines().get(0).state().orElseThrow();
        assertThat(state.connector().reference()).isEqualTo("memory@1.2.0");
        assertThat(state.settings().lease()).isEqualTo(Duration.ofMinutes(1));
        Deadline deadline = Deadline.in(Duration.ofSeconds(1), () -> Instant.EPOCH);
        try (StateStore first = state.settings().store().build();
                StateStore second = state.settings().store().build()) {
            assertThat(first).isNotEqualTo(second);
            assertThat(first.read("k", deadline)).isEqualTo(new StateStore.Entry("k", "1"));
        }
        assertThat(compile(dir, "plain.yaml", GOOD).pipelines().get(0).state()).isEmpty();
    }

    @Test
    void tellsTheProblemsOfTheStateBlockWithAllOthers(@TempDir Path dir) throws Exception {
        Compilation compilation = compile(
                dir,
                "orders.yaml",
                """
                source: {connector: numbers, config: {count: 0}}
                sink: {connector: store, config: {path: out}}
                state: {connector: memory, config: {pth: here}, lease: 1s}
                """);
        assertThat(compilation.problems())
                .extracting(Problem::path)
                .contains("source.config.count", "state.lease", "state.config.pth");
        assertThat(compile(dir, "sink.yaml", GOOD + "state: {connector: store}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("state.connector");
                    assertThat(problem.message()).isEqualTo("the connector 'store' is a sink only, not a state store");
                    assertThat(problem.fix()).contains("name one of the state stores: memory");
                });
    }

    @Test
    void makesAPlanThatBuildsConnectorsAnewEachTime(@TempDir Path dir) throws Exception {
        Compilation compilation = compile(
                dir,
                "orders.yaml",
                """
                source:
                  connector: numbers@1.2.0
                  config: { count: 3 }
                sink:
                  connector: store
                  config: { path: "${env:TARGET}" }
                delivery:
                  ordering: strict
                  batch: { max-events: 7 }
                  dead-letter: { connector: table, config: { path: dead } }
                """);
        assertThat(compilation.problems()).isEmpty();
        CompiledPipeline pipeline = compilation.pipelines().get(0);
        assertThat(pipeline.name()).isEqualTo("orders");
        assertThat(pipeline.file()).isEqualTo(dir.resolve("orders.yaml"));
        assertThat(pipeline.plan().sourceName()).isEqualTo("numbers@1.2.0");
        assertThat(pipeline.plan().sinkName()).isEqualTo("store@1.2.0");
        assertThat(pipeline.plan().settings().ordering()).isEqualTo(Ordering.STRICT);
        assertThat(pipeline.plan().settings().batch().maxEvents()).isEqualTo(7);
        assertThat(pipeline.endpoint()).isEmpty();
        assertThat(pipeline.scaling()).isEmpty();
        try (Sink first = pipeline.plan().sink().build();
                Sink second = pipeline.plan().sink().build();
                Sink dead = pipeline.deadLetter().orElseThrow().factory().build()) {
            assertThat(first).isNotEqualTo(second).hasToString("somewhere");
            assertThat(dead).hasToString("dead");
        }
        pipeline.plan().source().build().close();
    }

    @Test
    void takesTheStandardSettingsWhenTheFileSaysNothing(@TempDir Path dir) throws IOException {
        CompiledPipeline pipeline = compile(dir, "a.yaml", GOOD).pipelines().get(0);
        assertThat(pipeline.plan().settings()).isEqualTo(DeliverySettings.standard());
        assertThat(pipeline.deadLetter()).isEmpty();
    }

    @Test
    void collectsTheProblemsOfAllFilesInTheirOrder(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("c.yaml"), GOOD);
        Files.writeString(
                dir.resolve("a.yaml"),
                """
                source:
                  connector: numbres
                sink:
                  connector: store
                  config: { pth: out }
                delivrey: {}
                filter: { type: x }
                """);
        Files.writeString(
                dir.resolve("b.json"),
                """
                {"source": {"connector": "numbers", "config": {"count": 0, "token": "${env:NONE}"}},
                 "sink": {"connector": "numbers"}}
                """);
        Compilation compilation = compiler().compile(List.of(dir));
        assertThat(compilation.failed()).isTrue();
        assertThat(compilation.pipelines()).extracting(CompiledPipeline::name).containsExactly("c");
        assertThat(compilation.problems().stream().map(each -> line(dir, each)))
                .containsExactly(
                        "a.yaml:2:14 source.connector: there is no connector 'numbres'; did you mean 'numbers'?",
                        "a.yaml:5:13 sink.config.pth: the key 'pth' is unknown; did you mean 'path'?",
                        "a.yaml:6:1 delivrey: the key 'delivrey' is unknown; did you mean 'delivery'?",
                        "a.yaml:7:1 filter: the key 'filter' is reserved for a later version of Penstock; remove it",
                        "b.json:1:57 source.config.count: '0' is too small; the smallest allowed is 1",
                        "b.json:1:69 source.config.token: the environment variable 'NONE' is not set; set it, or write"
                                + " ${env:NONE:-default}",
                        "b.json:2:24 sink.connector: the connector 'numbers' is a source only, not a sink; use it as the"
                                + " source, or name one of the sinks: log, rows, store, table");
    }

    @Test
    void reportsMissingKeys(@TempDir Path dir) throws IOException {
        Compilation compilation = compile(dir, "a.yaml", "source:\n  connector: numbers\n");
        assertThat(compilation.problems().stream().map(each -> line(dir, each)))
                .containsExactly(
                        "a.yaml:1:1 sink: the key 'sink' is missing; add it: Where events go",
                        "a.yaml:2:14 source.config.count: the key 'count' is missing; add it: How many");
    }

    @Test
    void refusesEveryReservedKey(@TempDir Path dir) throws IOException {
        for (String key : List.of("sources", "channel", "subscriptions", "filter", "transform", "steps")) {
            assertThat(compile(dir, "a.yaml", GOOD + key + ": x\n").problems())
                    .extracting(each -> line(dir, each))
                    .containsExactly("a.yaml:3:1 " + key + ": the key '" + key
                            + "' is reserved for a later version of Penstock; remove it");
        }
    }

    @Test
    void refusesTwoPipelinesOfOneName(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), GOOD);
        Files.writeString(dir.resolve("b.yaml"), GOOD + "name: a\n");
        Compilation compilation = compiler().compile(List.of(dir));
        assertThat(compilation.problems())
                .extracting(each -> line(dir, each))
                .containsExactly("b.yaml:3:1 name: the pipeline name 'a' is already used by " + dir.resolve("a.yaml")
                        + "; give one of the two another 'name:'");
        assertThat(compilation.pipelines()).extracting(CompiledPipeline::file).containsExactly(dir.resolve("a.yaml"));
    }

    @Test
    void refusesWebhooksOnOnePath(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), HOOK.formatted("/hooks/a"));
        Files.writeString(dir.resolve("b.yaml"), HOOK.formatted("/hooks/b"));
        Files.writeString(dir.resolve("c.yaml"), HOOK.formatted("/hooks/a/"));
        Compilation compilation = compiler().compile(List.of(dir));
        assertThat(compilation.problems())
                .extracting(each -> line(dir, each))
                .containsExactly("c.yaml:1:36 source.config.path: the path '/hooks/a/' is already listened on by "
                        + dir.resolve("a.yaml") + "; give one of the two another path");
        assertThat(compilation.pipelines())
                .extracting(each -> each.endpoint().orElseThrow().path())
                .containsExactly("/hooks/a", "/hooks/b");
    }

    @Test
    void reportsWhatAWebhookSourceRefuses(@TempDir Path dir) throws IOException {
        assertThat(compile(dir, "a.yaml", HOOK.formatted("/refused")).problems())
                .extracting(each -> line(dir, each))
                .containsExactly("a.yaml:1:27 source.config: the path /refused is refused; use another");
        assertThat(compile(dir, "a.yaml", HOOK.formatted("/bug")).problems())
                .extracting(each -> line(dir, each))
                .containsExactly(
                        "a.yaml:1:10 source.connector: the connector hook@1.2.0 failed:"
                                + " java.lang.NullPointerException: oops; this is a bug of the connector; report it to its author");
    }

    @Test
    void asksForANameWhenTheFilesNameIsNone(@TempDir Path dir) throws IOException {
        assertThat(compile(dir, "my pipeline.yaml", GOOD).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("name");
                    assertThat(problem.message()).isEqualTo("the file's name does not make a pipeline name");
                    assertThat(problem.fix()).startsWith("add 'name:' with letters");
                });
        assertThat(compile(dir, "my pipeline.yaml", "name: mine\n" + GOOD).pipelines())
                .extracting(CompiledPipeline::name)
                .containsExactly("mine");
    }

    @Test
    void promisesAtLeastOnceByDefault(@TempDir Path dir) throws IOException {
        Guarantee guarantee = compile(dir, "a.yaml", GOOD).pipelines().get(0).guarantee();
        assertThat(guarantee.level()).isEqualTo(Guarantee.Level.AT_LEAST_ONCE);
        assertThat(guarantee.text())
                .isEqualTo(
                        "At least once: no event is lost; after a crash or a failure, up to 10000 that were under way may"
                                + " be written again, with the same id. Events of one key arrive in order.");
    }

    @Test
    void saysThatTheLogSinkKeepsNothing(@TempDir Path dir) throws IOException {
        Guarantee guarantee = compile(dir, "a.yaml", GOOD.replace("store", "log"))
                .pipelines()
                .get(0)
                .guarantee();
        assertThat(guarantee.level()).isEqualTo(Guarantee.Level.AT_LEAST_ONCE);
        assertThat(guarantee.text()).startsWith("At least once, but only printed: the log sink keeps nothing");
    }

    @Test
    void promisesEffectivelyOnceForAnIdempotentSink(@TempDir Path dir) throws IOException {
        String table = GOOD.replace("store", "table") + "delivery: {ordering: none}\n";
        Guarantee guarantee = compile(dir, "a.yaml", table).pipelines().get(0).guarantee();
        assertThat(guarantee.level()).isEqualTo(Guarantee.Level.EFFECTIVELY_ONCE);
        assertThat(guarantee.text())
                .startsWith("Effectively once:")
                .endsWith("Events may overtake each other, because of delivery.ordering: none.");
    }

    @Test
    void namesTheSettingThatKeepsASinkFromBeingIdempotent(@TempDir Path dir) throws IOException {
        Guarantee guarantee = compile(dir, "a.yaml", GOOD.replace("store", "rows"))
                .pipelines()
                .get(0)
                .guarantee();
        assertThat(guarantee.level()).isEqualTo(Guarantee.Level.AT_LEAST_ONCE);
        assertThat(guarantee.text())
                .startsWith("At least once, because of sink.config.mode: insert: no event is lost;");
    }

    @Test
    void promisesAtMostOnceForAWebhookThatAnswersAtOnceAndWarns(@TempDir Path dir) throws IOException {
        String hook = HOOK.formatted("/a, respond: immediately").replace("store", "table");
        Compilation compilation = compile(dir, "a.yaml", hook);
        assertThat(compilation.failed()).isFalse();
        assertThat(compilation.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(line(dir, problem))
                    .isEqualTo(
                            "a.yaml:1:46 source.config.respond: the sender is answered before the event is delivered, and a"
                                    + " crash loses what was answered: at most once; use 'respond: after-delivered', unless losing"
                                    + " events is fine");
        });
        Guarantee guarantee = compilation.pipelines().get(0).guarantee();
        assertThat(guarantee.level()).isEqualTo(Guarantee.Level.AT_MOST_ONCE);
        assertThat(guarantee.text()).startsWith("At most once, because of source.config.respond:");
    }

    @Test
    void warnsOfAHookThatAnyoneMayPostTo(@TempDir Path dir) throws IOException {
        Compilation compilation = compile(dir, "a.yaml", HOOK.formatted("/a, open: true"));
        assertThat(compilation.failed()).isFalse();
        assertThat(compilation.problems())
                .extracting(each -> line(dir, each))
                .containsExactly(
                        "a.yaml:1:27 source.config: anyone who reaches /a may post events: nothing proves who sends"
                                + " them; set 'secrets' or 'auth', unless the network keeps others away");
    }

    private Compilation compile(Path dir, String name, String text) throws IOException {
        return compiler().compile(List.of(Files.writeString(dir.resolve(name), text)));
    }

    private PipelineCompiler compiler() {
        return new PipelineCompiler(plugins, new ProcessReferences(Map.of("TARGET", "somewhere")), () -> Instant.EPOCH);
    }

    private static String line(Path dir, Problem problem) {
        String place = problem.at().toString().replace(dir + "/", "");
        String fix = problem.fix().isEmpty() ? "" : "; " + problem.fix();
        return place + " " + problem.path() + ": " + problem.message() + fix;
    }
}
