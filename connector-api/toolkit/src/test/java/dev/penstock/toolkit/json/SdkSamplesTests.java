package dev.penstock.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples of the CloudEvents SDK are accepted or refused as their names say. */
class SdkSamplesTests {
    @Test
    void samplesAreJudgedAsTheirNamesSay() throws IOException {
        String data = System.getProperty("penstock.data", "");
        assumeThat(data).as("-Dpenstock.data is set").isNotEmpty();
        List<Path> samples;
        try (Stream<Path> files = Files.list(Path.of(data, "cloudevents", "sdk-java-json-v1"))) {
            samples = files.sorted().toList();
        }
        assertThat(samples).hasSize(17);
        for (Path sample : samples) {
            byte[] json = Files.readAllBytes(sample);
            String name = sample.getFileName().toString();
            if (name.startsWith("fail_") || name.contains("invalid") || name.contains("upper_case")) {
                assertThatThrownBy(() -> CloudEventJson.read(json)).as(name).isInstanceOf(NotACloudEvent.class);
            } else {
                var event = CloudEventJson.read(json);
                assertThat(CloudEventJson.read(CloudEventJson.write(event)))
                        .as(name)
                        .isEqualTo(event);
            }
        }
    }
}
