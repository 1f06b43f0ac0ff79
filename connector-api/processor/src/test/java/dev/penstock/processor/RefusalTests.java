package dev.penstock.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTests {
    @TempDir
    private Path output;

    private static Arguments component(String component, String message, String... nested) {
        return Arguments.of(component, message, List.of(nested));
    }

    static Stream<Arguments> components() {
        return Stream.of(
                component("String text", "the component has no @Option"),
                component("@Option(\" \") String text", "the description is empty"),
                component(
                        "@Option(\"x\") java.time.LocalDate date", "the type java.time.LocalDate cannot be configured"),
                component("@Option(\"x\") byte[] bytes", "the type byte[] cannot be configured"),
                component("@Option(\"x\") char c", "the type char cannot be configured"),
                component("@Option(\"x\") Map<Integer, String> map", "the type java.util.Map"),
                component("@Option(\"x\") List<Object> list", "the type java.lang.Object cannot be configured"),
                component("@Option(\"x\") List<? extends String> list", "cannot be configured"),
                component("@Option(\"x\") Optional<String> text", "the type java.util.Optional"),
                component("@Option(\"x\") String max_wait", "the key 'max_wait' is not kebab case"),
                component(
                        "@Option(\"x\") String maxWait, @Option(value = \"y\", formerly = \"max-wait\") String other",
                        "the key 'max-wait' is taken"),
                component("@Option(value = \"y\", formerly = \"Old\") String other", "the key 'Old' is not kebab case"),
                component(
                        "@Option(value = \"x\", fallback = \"many\") int n",
                        "the fallback 'many' does not fit its type"),
                component(
                        "@Option(value = \"x\", fallback = \"5\") Duration d",
                        "the fallback '5' does not fit its type"),
                component("@Option(value = \"x\", fallback = \"yes\") boolean b", "the fallback 'yes' does not fit"),
                component(
                        "@Option(value = \"x\", fallback = \"a\") Map<String, String> m",
                        "write \"\" for an empty map"),
                component("@Option(value = \"x\", fallback = \"[1, z]\") List<Integer> l", "does not fit its type"),
                component(
                        "@Option(value = \"x\", fallback = \"\") Part p",
                        "give each of its own keys a fallback",
                        "public record Part(@Option(\"y\") String y) {}"),
                component(
                        "@Option(value = \"x\", fallback = \"swordfish\") Secret s", "a secret cannot have a fallback"),
                component("@Option(value = \"x\", fallback = \"9\", max = \"8\") int n", "is outside min and max"),
                component(
                        "@Option(value = \"x\", fallback = \"B\", pattern = \"[a-z]\") String s",
                        "does not match the pattern"),
                component(
                        "@Option(value = \"x\", fallback = \"C\") Level l",
                        "write one of a, b",
                        "public enum Level { A, B }"),
                component("@Option(value = \"x\", min = \"few\") int n", "min 'few' is not a whole number"),
                component("@Option(value = \"x\", max = \"5\") Duration d", "max '5' is not a duration"),
                component("@Option(value = \"x\", min = \"9\", max = \"1\") long n", "min '9' is above max '1'"),
                component("@Option(value = \"x\", min = \"1\") String s", "min and max do not fit its type"),
                component("@Option(value = \"x\", pattern = \"[\") String s", "is not a regular expression"),
                component("@Option(value = \"x\", pattern = \"a\") int n", "a pattern does not fit its type"),
                component("@Option(value = \"x\", example = \"soon\") Duration d", "the example 'soon' does not fit"),
                component("@Option(\"x\") @Nullable int n", "a primitive cannot be @Nullable; use Integer"),
                component(
                        "@Option(\"x\") Loop loop",
                        "contains itself",
                        "public record Loop(@Option(\"y\") @Nullable Loop again) {}"),
                component("@Option(\"x\") Level l", "the word '--' of", "public enum Level { __ }"),
                component(
                        "@Option(\"x\") Form form",
                        "Left and Right cannot be told apart",
                        "public sealed interface Form {}",
                        "public record Left(@Option(\"a\") String a) implements Form {}",
                        "public record Right(@Option(\"a\") String a, @Option(\"b\") @Nullable String b) implements Form {}"),
                component(
                        "@Option(\"x\") Form form",
                        "both Left and Right are @Inline",
                        "public sealed interface Form {}",
                        "@Inline public record Left(@Option(\"a\") String a) implements Form {}",
                        "@Inline public record Right(@Option(\"a\") String a) implements Form {}"),
                component(
                        "@Option(\"x\") Form form",
                        "is not a record",
                        "public sealed interface Form {}",
                        "public static final class Left implements Form {}"),
                component(
                        "@Option(\"x\") Pair pair",
                        "an @Inline record has one component",
                        "@Inline public record Pair(@Option(\"a\") String a, @Option(\"b\") String b) {}"),
                component(
                        "@Option(\"x\") Old old",
                        "the key 'a' is taken",
                        "@Removed(key = \"a\", instead = \"nothing\") public record Old(@Option(\"a\") String a) {}"),
                component(
                        "@Option(\"x\") Old old",
                        "the removed key 'b' says nothing",
                        "@Removed(key = \"b\", instead = \"\") public record Old(@Option(\"a\") String a) {}"));
    }

    @ParameterizedTest
    @MethodSource("components")
    void refusesAComponentThatCannotBeBoundOrDocumented(String component, String message, List<String> nested) {
        Compilation compilation = Compilation.of(output, Sources.sink(component, nested.toArray(String[]::new)));
        assertThat(compilation.errors()).hasSize(1).first().asString().contains(message);
        assertThat(output.resolve(ConnectorProcessor.INDEX)).doesNotExist();
    }

    @Test
    void pointsToTheComponentAtFault() {
        String source = Sources.sink("@Option(\"good\") String good,\n@Option(\"bad\") Object bad");
        assertThat(Compilation.of(output, source).errors())
                .singleElement()
                .asString()
                .startsWith(
                        "@Option(\"bad\") Object bad) {} <- the type java.lang.Object cannot be configured; use String")
                .endsWith("[Config.bad]");
    }

    @Test
    void refusesAllAtOnce() {
        String source = Sources.sink("String one, @Option(\"\") String two, @Option(\"x\") Object three");
        assertThat(Compilation.of(output, source).errors()).hasSize(3);
    }

    private static final String GOOD = Sources.sink("@Option(\"x\") String text");

    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(
                        GOOD.replace("\"tried\"", "\"Tried_Sink\""),
                        "the connector name 'Tried_Sink' is not kebab case"),
                Arguments.of(GOOD.replace("Writes to nowhere", ""), "the summary is empty"),
                Arguments.of(GOOD.replace("public TriedSink", "TriedSink"), "no constructor that the host can call"),
                Arguments.of(GOOD.replace("SinkContext", "SourceContext"), "(Config, SinkContext)"),
                Arguments.of(GOOD.replace("Config config, ", ""), "no constructor that the host can call"),
                Arguments.of(GOOD.replace("(Config config", "(String config"), "is not a config"),
                Arguments.of(GOOD.replace("public record", "@Inline public record"), "is not a config"),
                Arguments.of(
                        GOOD.replace("implements Sink", "implements AutoCloseable")
                                .replace("@Override", ""),
                        "it is no connector"),
                Arguments.of(
                        GOOD.replace("implements Sink", "implements Sink, PollingSource")
                                .replace(
                                        "public TriedSink",
                                        "@Override public Polled poll(PollRequest r) { return null; }\npublic TriedSink"),
                        "it is several kinds of connector"),
                Arguments.of(GOOD.replace("public final class", "public abstract class"), "the host cannot build it"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void refusesAClassThatIsNoConnector(String source, String message) {
        assertThat(Compilation.of(output, source).errors())
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void refusesTwoOfOneNameInOnePlace() {
        String other = GOOD.replace("TriedSink", "OtherSink");
        assertThat(Compilation.of(output, GOOD, other).errors())
                .singleElement()
                .asString()
                .contains("the sink 'tried' is also test.TriedSink");
    }
}
