package dev.penstock.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.host.CodeDigest;
import dev.penstock.runtime.plugin.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the conformance kit proved of an installed connector, out of the reports beside its jar.
 *
 * <p>A report is a file of its own, so that the jar stays the one that was released. It is believed for the classes whose digest it
 * names, and for no others.
 */
final class ConformanceReports {
    private static final String ENDING = "conformance.json";

    private final Installed connector;

    private ConformanceReports(Installed connector) {
        this.connector = connector;
    }

    /**
     * What is known.
     *
     * @param proved the entries for exactly the classes of the jar
     * @param problems why others do not count, each a sentence
     */
    record Known(List<Map<String, Object>> proved, List<String> problems) {
        /** As lines of a text; why a test does not apply is in the entries. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (Map<String, Object> entry : proved) {
                Map<?, ?> failed = map(entry.get("failed"));
                Map<?, ?> missing = map(entry.get("not-applicable"));
                lines.add(list(entry.get("passed")).size() + " tests passed, " + failed.size() + " failed, "
                        + missing.size() + " do not apply, by " + entry.get("test"));
                failed.forEach((test, why) -> lines.add("  failed: " + test + ": "
                        + String.valueOf(why).lines().findFirst().orElse("")));
            }
            lines.addAll(problems);
            return lines;
        }
    }

    /** Reads the reports beside the jar, and those that come with Penstock. */
    static Known of(Installed connector) {
        ConformanceReports reports = new ConformanceReports(connector);
        List<Map<String, Object>> proved = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(connector.jar())) {
            try {
                for (Map<?, ?> entry : entries(file)) {
                    if (!connector.index().className().equals(entry.get("connector"))) {
                        continue; // of another connector
                    }
                    if (reports.isOfThisJar(entry)) {
                        proved.add(plain(entry));
                    } else {
                        problems.add(file + ": " + entry.get("test") + " tested other classes than those of "
                                + connector.jar().getFileName() + "; copy the report of the build that made the jar");
                    }
                }
            } catch (IOException unreadable) {
                problems.add(file + " is no report: " + firstLine(unreadable)
                        + "; copy target/conformance.json anew, or delete it");
            }
        }
        if (proved.isEmpty() && problems.isEmpty()) {
            problems.add("no report beside the jar; copy target/conformance.json there, as "
                    + String.valueOf(connector.jar().getFileName()).replaceFirst("\\.jar$", "") + "." + ENDING);
        }
        return new Known(proved, problems);
    }

    private static List<Path> files(Path jar) {
        Path beside = Objects.requireNonNullElse(jar.toAbsolutePath().getParent(), Path.of("."));
        List<Path> files = new ArrayList<>();
        addReports(beside, files);
        if (jar.toAbsolutePath().startsWith(home().resolve("connectors"))) {
            addReports(home().resolve("conformance"), files);
        }
        return files;
    }

    private static Path home() {
        return Path.of(System.getProperty("penstock.home", "")).toAbsolutePath();
    }

    private static void addReports(Path directory, List<Path> files) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory, 2)) {
            found.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException | UncheckedIOException unreadable) {
            return; // then there is no report
        }
    }

    private static List<Map<?, ?>> entries(Path file) throws IOException {
        if (!(JSON.std.anyFrom(file.toFile()) instanceof List<?> list)) {
            throw new IOException("it holds no list");
        }
        List<Map<?, ?>> entries = new ArrayList<>();
        for (Object each : list) {
            entries.add(map(each));
        }
        return entries;
    }

    private boolean isOfThisJar(Map<?, ?> entry) throws IOException {
        Object jar = entry.get("jar");
        if (jar != null) {
            return jar.equals("sha256:" + connector.sha256());
        }
        List<String> packages =
                list(entry.get("packages")).stream().map(String::valueOf).toList();
        return !packages.isEmpty() && ("sha256:" + CodeDigest.of(connector.jar(), packages)).equals(entry.get("code"));
    }

    private static Map<String, Object> plain(Map<?, ?> entry) {
        Map<String, Object> plain = new LinkedHashMap<>();
        entry.forEach((key, value) -> plain.put(String.valueOf(key), value));
        return plain;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it cannot be read");
    }
}
