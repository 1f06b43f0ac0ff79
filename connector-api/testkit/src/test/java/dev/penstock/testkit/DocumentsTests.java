package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about the kit say what the code does. */
class DocumentsTests {
    private static final Path DOCUMENTS = Path.of("..", "..", "docs");
    private static final Path EXAMPLE = Path.of("src", "test", "java", "dev", "penstock", "testkit", "example");

    @ParameterizedTest
    @ValueSource(strings = {"NotesSource.java", "NotesSourceConformanceTests.java"})
    void theHowToHoldsTheExampleThatRuns(String file) throws IOException {
        String code = Files.readString(EXAMPLE.resolve(file));
        String fromImports = code.substring(
                code.indexOf("/** Reads notes") >= 0 ? code.indexOf("/** Reads notes") : code.indexOf("class "));
        assertThat(Files.readString(DOCUMENTS.resolve("how-to").resolve("test-a-connector.md")))
                .contains("```java\n" + fromImports + "```\n");
    }

    @Test
    void theReferenceNamesEveryTest() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("reference").resolve("conformance.md"));
        Set<String> missing = new TreeSet<>();
        for (Class<?> guarantee : Stream.of(
                        PollingSourceConformance.class,
                        QueueSourceConformance.class,
                        WebhookSourceConformance.class,
                        TriggerSourceConformance.class,
                        SinkConformance.class,
                        StateStoreConformance.class,
                        StateStoreOutageConformance.class,
                        PoisonConformance.class,
                        UnreadableConformance.class,
                        SinkOutageConformance.class,
                        SourceOutageConformance.class)
                .toList()) {
            for (Method method : guarantee.getMethods()) {
                if (method.isAnnotationPresent(Test.class)
                        && !page.contains("`" + method.getName() + "`")
                        && !method.getName().startsWith("isA")) {
                    missing.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(missing)
                .as("tests that docs/reference/conformance.md leaves out")
                .isEmpty();
    }

    /** A failure must not send its reader to a paragraph that is not there. */
    @ParameterizedTest
    @EnumSource
    void everyParagraphExists(Paragraph paragraph) {
        String member = paragraph.member();
        boolean there = member.isEmpty()
                || Arrays.stream(paragraph.type().getMethods())
                        .anyMatch(method -> method.getName().equals(member))
                || Arrays.stream(paragraph.type().getFields())
                        .anyMatch(field -> field.getName().equals(member));
        assertThat(there).as(paragraph.reference()).isTrue();
    }
}
