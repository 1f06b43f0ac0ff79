package dev.penstock.engine.config;

import static dev.penstock.engine.config.Nodes.SURROUNDINGS;
import static dev.penstock.engine.config.Nodes.mapping;
import static dev.penstock.engine.config.Nodes.nested;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.DeliverySettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFileTests {
    private static Binder.Bound<PipelineFile> bind(Object... keysAndValues) {
        return new Binder(SURROUNDINGS).bind(PipelineFile.class, mapping(keysAndValues), "");
    }

    @Test
    void bindsTheSmallestFile() {
        PipelineFile file =
                requireNonNull(bind("source", nested("connector", "generator"), "sink", nested("connector", "log"))
                        .value());
        assertThat(file.name()).isNull();
        assertThat(file.scaling()).isNull();
        assertThat(file.source().connector()).isEqualTo("generator");
        assertThat(file.source().config().entries()).isEmpty();
        assertThat(file.delivery().deadLetter()).isNull();
        assertThat(file.delivery().settings()).isEqualTo(DeliverySettings.standard());
    }

    @Test
    void bindsEveryBlock() {
        PipelineFile file = requireNonNull(bind(
                        "name", "github-to-file",
                        "source", nested("connector", "webhook", "config", nested("secrets", List.of("${env:UNSET}"))),
                        "sink", nested("connector", "file@1.2.0", "config", nested("path", "out")),
                        "delivery",
                                nested(
                                        "ordering", "strict",
                                        "batch", nested("max-events", "1", "max-wait", "20ms"),
                                        "retry", nested("max-attempts", "3"),
                                        "dead-letter", nested("connector", "file")),
                        "scaling", nested("idle", "2m"))
                .value());
        assertThat(file.name()).isEqualTo("github-to-file");
        assertThat(file.source().config().get("secrets")).isInstanceOf(ConfigNode.Listing.class);
        assertThat(file.delivery().ordering()).isEqualTo(DeliverySettings.Ordering.STRICT);
        assertThat(file.delivery().batch().maxWait()).isEqualTo(Duration.ofMillis(20));
        assertThat(file.delivery().retry().maxAttempts()).isEqualTo(3);
        assertThat(requireNonNull(file.delivery().deadLetter()).connector()).isEqualTo("file");
        assertThat(requireNonNull(file.scaling()).idle()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void tellsWhatIsWrongAnywhereInTheFile() {
        Binder.Bound<PipelineFile> bound = bind(
                "naem", "x",
                "source", nested("conector", "file"),
                "delivery", nested("batch", nested("max-events", "0")));
        assertThat(bound.problems().stream().map(problem -> problem.path() + " " + problem.fix()))
                .containsExactly(
                        "sink add it: Where events go",
                        "naem did you mean 'name'?",
                        "source.conector did you mean 'connector'?",
                        "delivery.batch.max-events ");
    }

    @Test
    void refusesASmallestNumberAboveTheLargest() {
        Binder.Bound<PipelineFile> bound = bind(
                "source", nested("connector", "generator"),
                "sink", nested("connector", "log"),
                "scaling", nested("min", "3", "max", "1"));
        assertThat(bound.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("scaling"))
                .asString()
                .contains("'min' is above 'max'");
    }
}
