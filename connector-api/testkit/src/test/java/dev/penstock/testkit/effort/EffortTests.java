package dev.penstock.testkit.effort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/explanation/effort.md counts what stands in the repository, and names tests that exist. */
class EffortTests {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path OURS = Path.of("src", "test", "java", "dev", "penstock", "testkit", "effort");
    private static final Path THEIRS = ROOT.resolve("benchmarks/peers/effort/src/main/java/dev/penstock/peers/effort");

    private final String page = read(ROOT.resolve("docs/explanation/effort.md"));

    @Test
    void theLinesAreCounted() {
        assertThat(page)
                .contains(
                        row("Polling source", "OrdersSource", "OrdersSourceConnector", "OrdersSourceTask", "Address"));
        assertThat(page).contains(row("Sink", "OrdersSink", "OrdersSinkConnector", "OrdersSinkTask"));
    }

    private static String row(String what, String ours, String... theirs) {
        List<Path> there =
                Stream.of(theirs).map(name -> THEIRS.resolve(name + ".java")).toList();
        List<Path> here = List.of(OURS.resolve(ours + ".java"));
        return "| " + what + " | " + lines(here) + " | " + lines(there) + " | " + types(here) + " | " + types(there)
                + " |";
    }

    /** Neither blank nor comment, nor package and imports, which an editor writes. */
    private static long lines(List<Path> files) {
        return files.stream()
                .flatMap(file -> read(file).replaceAll("(?s)/\\*.*?\\*/", "").lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                .count();
    }

    /** Types of the framework that are imported: what has to be known. */
    private static long types(List<Path> files) {
        return files.stream()
                .flatMap(file -> read(file).lines())
                .filter(line -> line.matches("import (dev\\.penstock|io\\.cloudevents|org\\.apache\\.kafka)\\..*"))
                .distinct()
                .count();
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Matcher names =
                Pattern.compile("`(\\w+(?:Tests|IT|Conformance))\\.(\\w+)`").matcher(page);
        int found = 0;
        List<Path> sources;
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        while (names.find()) {
            found++;
            String file = names.group(1) + ".java";
            String method = "void " + names.group(2) + "(";
            assertThat(sources)
                    .as(names.group())
                    .anyMatch(source -> source.endsWith(file) && read(source).contains(method));
        }
        assertThat(found).isGreaterThan(10);
    }

    private static String read(Path file) {
        try {
            return Files.readString(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
