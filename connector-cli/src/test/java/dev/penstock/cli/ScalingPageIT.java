package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of scaling holds what packages say. */
final class ScalingPageIT {
    private static final Pattern ROW =
            Pattern.compile("\\| (`[^|]*`) \\| ([^|]*) \\| `([^|]*)` \\| `([^|]*)` \\| `([^|]*)` \\|");
    private static final Map<String, String> VALUES = Map.of("max", "7", "target", "21", "idle", "45");
    private static final String STATE = "state: { connector: jdbc, config: { url: \"jdbc:postgresql://db/shop\" } }\n";
    private static final Map<String, String> SOURCES = Map.of(
            "polls",
            "{ connector: jdbc, config: { url: \"jdbc:postgresql://db/shop\", table: orders } }\n" + STATE,
            "polls PostgreSQL",
            "{ connector: jdbc, config: { url: \"jdbc:postgresql://db/shop\", table: orders, incrementing-column: id,"
                    + " username: me, password: \"${env:PASSWORD}\" } }\n"
                    + STATE,
            "webhook",
            "{ connector: webhook, config: { provider: github, path: /hook, secrets: [\"${env:SECRET:-x}\"] } }",
            "trigger `sqs`",
            "{ connector: trigger, config: { kind: sqs } }",
            "trigger `kafka`",
            "{ connector: trigger, config: { kind: kafka, resource: \"b1:9092\", topics: [orders] } }",
            "`kafka`",
            "{ connector: kafka, config: { bootstrap-servers: \"b1:9092\", topics: orders } }");

    @TempDir
    Path dir;

    private record Row(String target, String source, String file, String field, String value) {}

    private final Map<String, Path> made = new HashMap<>();

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Path page = Path.of(System.getProperty("penstock.checkout", ".."), "docs/reference/scaling.md");
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                for (String target : row.group(1).split(", ")) {
                    rows.add(new Row(target.replace("`", ""), row.group(2), row.group(3), row.group(4), row.group(5)));
                }
            }
        }
        return rows;
    }

    /** One package for each target and source. */
    private Path make(Row row) {
        return made.computeIfAbsent(row.target() + row.source(), key -> {
            String source = Objects.requireNonNull(SOURCES.get(row.source()), row.source());
            String name = "p" + made.size();
            Path output = dir.resolve(name);
            try {
                Path file = Files.writeString(
                        dir.resolve(name + ".yaml"),
                        "source: " + source + "\nsink: { connector: http, config: { url: \"http://127.0.0.1:9/\" } }\n"
                                + "delivery: { dead-letter: { connector: http, config: { url: \"http://127.0.0.1:9/\" } } }\n"
                                // only from none is a source that polls scaled at all
                                + "scaling: { min: " + least(row) + ", max: 7, target: 21, idle: 45s }\n");
                CommandRun run = CommandRun.of(
                        "package", file.toString(), "--target", row.target(), "--output", output.toString());
                assertThat(run.exitCode()).as(row + run.err()).isZero();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return output;
        });
    }

    private static String least(Row row) {
        return row.source().startsWith("polls") ? "0" : "3";
    }

    @Test
    void isWhatPackagesSay() throws IOException {
        List<Row> rows = rows();
        assertThat(rows).hasSizeGreaterThan(25);
        for (Row row : rows) {
            String written = Files.readString(make(row).resolve(row.file()));
            String value = row.value().equals("min")
                    ? least(row)
                    : Objects.requireNonNull(VALUES.get(row.value()), row.value());
            assertThat(Pattern.compile(Pattern.quote(row.field()) + "\"?\\s*[:=]\\s*\"?" + value + "s?\\b")
                            .matcher(written)
                            .find())
                    .as("%s in %s", row, written)
                    .isTrue();
        }
    }
}
