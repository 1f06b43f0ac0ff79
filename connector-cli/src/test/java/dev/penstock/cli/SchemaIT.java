package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of pipeline files agrees with {@code validate}: on what is right, and on mistakes that a schema can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaIT {
    private Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema("{}", InputFormat.JSON);

    @BeforeAll
    void print() {
        CommandRun run = CommandRun.of("schema");
        assertThat(run.exitCode()).as(run.err()).isZero();
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(run.out(), InputFormat.JSON);
    }

    private List<String> problems(String yaml) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(JSON.std.asString(document), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsRight(Path example) throws IOException {
        assertThat(problems(Files.readString(example))).isEmpty();
    }

    static List<Path> examples() throws IOException {
        return InstalledIT.examples();
    }

    @Test
    void everyKeyOfDeliveryIsKnown() throws IOException {
        assertThat(
                        problems(
                                """
                        name: all-of-it
                        source: { connector: generator, config: { count: "${env:COUNT}" } }
                        sink: { connector: log }
                        delivery:
                          ordering: strict
                          batch: { max-events: 10, max-bytes: 1MiB, max-wait: 20ms }
                          retry: { max-attempts: 3, initial-delay: 1s, max-delay: 1m }
                          buffer: { max-events: 100, max-bytes: 1048576 }
                          timeout: 1m30s
                          dead-letter: { connector: file, config: { path: dead.ndjson } }
                        scaling: { min: 0, max: 3, target: 8, idle: 1m }
                        """))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source: { connector: generator }",
                "{ source: { connector: generator }, sink: { connector: log }, filter: x }",
                "{ source: { connector: generater }, sink: { connector: log } }",
                "{ source: { connector: log }, sink: { connector: log } }",
                "{ source: { connector: generator }, sink: { connector: file } }",
                "{ source: { connector: generator }, sink: { connector: file, config: {} } }",
                "{ source: { connector: generator, config: { cuont: 1 } }, sink: { connector: log } }",
                "{ source: { connector: generator, config: { count: many } }, sink: { connector: log } }",
                "{ source: { connector: generator }, sink: { connector: log, config: { format: xml } } }",
                "{ source: { connector: generator }, sink: { connector: log, cofnig: {} } }",
                "{ source: { connector: generator }, sink: { connector: log }, delivery: { ordering: random } }",
                "{ source: { connector: generator }, sink: { connector: log }, delivery: { timeout: 5 } }",
                "{ source: { connector: generator }, sink: { connector: log }, delivery: { retry: { max-attempts: 0 } } }",
                "{ source: { connector: generator }, sink: { connector: log },"
                        + " delivery: { dead-letter: { connector: generator } } }",
                "{ name: 'no spaces', source: { connector: generator }, sink: { connector: log } }"
            })
    void mistakesAreSeenByBoth(String yaml) throws IOException {
        assertThat(problems(yaml)).isNotEmpty();
        Path file = Files.writeString(Files.createTempFile("mistake", ".yaml"), yaml);
        try {
            assertThat(CommandRun.of("validate", file.toString()).exitCode()).isEqualTo(2);
        } finally {
            Files.delete(file);
        }
    }
}
