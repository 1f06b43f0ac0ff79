package dev.penstock.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.engine.Fate;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.SystemTime;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFunctionTests {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    static CloudEvent event(String id, String type) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/test"))
                .withSubject(id)
                .withType(type)
                .build();
    }

    @Test
    void runsWithConnectorsInALoaderOfTheirOwnOrInOneForAll() throws Exception {
        for (boolean together : new boolean[] {false, true}) {
            TestPackage made = new TestPackage(dir.resolve("together-" + together));
            Path home = (together ? made.together() : made).write();
            FunctionDefinition definition = DefinitionFile.read(home);
            assertThat(definition.together()).isEqualTo(together);
            try (PackagedFunction function = PackagedFunction.open(home)) {
                List<Fate> fates =
                        function.bring(List.of(event("1", "t")), LIMIT).get();
                assertThat(fates).allMatch(fate -> fate instanceof Fate.Settled);
            }
            PlanBuilder.Built built =
                    new PlanBuilder(home, new ProcessReferences(), SystemTime.clock()).build(definition);
            try (var sink = built.plan().sink().build()) {
                // this test has the class, too: a loader behind its own takes that one
                assertThat(sink.toString()).isEqualTo(together ? "app" : "connector obedient.jar");
            }
            for (var closeable : built.jars()) {
                closeable.close();
            }
        }
    }

    @Test
    void deliversEventsAndSaysWhatBecameOfEach() {
        TestPackage made = new TestPackage(dir).attempts(2);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            List<Fate> fates = function.bring(
                            List.of(
                                    event("1", "plain"),
                                    event("2", "reject"),
                                    event("3", "retry"),
                                    event("4", "reply")),
                            LIMIT)
                    .join();
            assertThat(fates)
                    .extracting(Fate::kind)
                    .containsExactly(Fate.Kind.SETTLED, Fate.Kind.KEPT, Fate.Kind.KEPT, Fate.Kind.SETTLED);
            assertThat(((Fate.Kept) fates.get(1)).rejected()).isTrue();
            assertThat(((Fate.Kept) fates.get(2)).rejected()).isFalse();
            assertThat(((Fate.Settled) fates.get(3)).reply()).isNotNull();
            assertThat(made.delivered()).containsExactlyInAnyOrder("1", "4");
        }
    }

    @Test
    @Tag("I3")
    void settlesWhatCannotBeDeliveredOnlyOnceItIsAmongTheDeadLetters() throws IOException {
        Path letters = dir.resolve("letters");
        TestPackage made = new TestPackage(dir).deadLetters(letters);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            assertThat(function.bring(List.of(event("1", "reject")), LIMIT).join())
                    .hasOnlyElementsOfType(Fate.Settled.class);
            assertThat(Files.readAllLines(letters)).hasSize(1);
        }
    }

    @Test
    void triesAgainWithTheNextInvocationWhatHadToBeMended() throws IOException {
        Path halting = Files.createFile(dir.resolve("halting"));
        TestPackage made = new TestPackage(dir).attempts(8).sink("halting", halting.toString());
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            List<Fate> halted =
                    function.bring(List.of(event("1", "plain")), LIMIT).join();
            assertThat(((Fate.Kept) halted.get(0)).failure().code()).isEqualTo("told-to-halt");
            Files.delete(halting);
            assertThat(function.bring(List.of(event("1", "plain")), LIMIT).join())
                    .hasOnlyElementsOfType(Fate.Settled.class);
        }
    }

    @Test
    void takesManyInvocationsAtOnce() {
        TestPackage made = new TestPackage(dir);
        try (PackagedFunction function = PackagedFunction.open(made.write())) {
            List<CompletableFuture<List<Fate>>> answers = IntStream.range(0, 200)
                    .mapToObj(number -> function.bring(List.of(event("e" + number, "plain")), LIMIT))
                    .toList();
            answers.forEach(answer -> assertThat(answer.join()).hasOnlyElementsOfType(Fate.Settled.class));
            assertThat(made.delivered()).hasSize(200);
        }
    }

    @Test
    void tellsEveryProblemOfItsConfigAtOnce() {
        Path home = new TestPackage(dir)
                .sink("pathh", "x")
                .sink("token", "${env:NOT_SET_ANYWHERE}")
                .write();
        assertThatThrownBy(() -> PackagedFunction.open(home))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("sink.config.pathh")
                .hasMessageContaining("NOT_SET_ANYWHERE");
    }

    @Test
    void refusesADirectoryThatIsNoPackage() {
        assertThatThrownBy(() -> PackagedFunction.open(dir))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("penstock package");
    }

    @Test
    @Tag("I7")
    void keepsReferencesUnresolvedInThePackage() throws IOException {
        Path home = new TestPackage(dir).sink("token", "${env:PATH}").write();
        assertThat(Files.readString(home.resolve(FunctionDefinition.FILE)))
                .contains("${env:PATH}")
                .doesNotContain(System.getenv("PATH"));
    }

    @Test
    @Tag("I8")
    void drainsWhatIsUnderWay() {
        TestPackage made = new TestPackage(dir);
        PackagedFunction function = PackagedFunction.open(made.write());
        CompletableFuture<List<Fate>> answer = function.bring(List.of(event("1", "plain")), LIMIT);
        assertThat(function.drain(LIMIT)).isTrue();
        assertThat(answer.join()).hasOnlyElementsOfType(Fate.Settled.class);
    }
}
