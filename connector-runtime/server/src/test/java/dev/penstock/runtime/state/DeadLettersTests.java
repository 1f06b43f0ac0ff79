package dev.penstock.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Failure;
import dev.penstock.engine.state.DeadLetter;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTests {
    private final Path dir;

    DeadLettersTests(@TempDir Path dir) {
        this.dir = dir;
    }

    static DeadLetter letter(String pipeline, int number) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("id-" + number)
                .withSource(URI.create("/test"))
                .withType("t")
                .withDataContentType("application/json")
                .withData("{\"n\": 1.00, \"n\": 2}".getBytes(StandardCharsets.UTF_8))
                .build();
        return new DeadLetter(
                pipeline,
                event,
                Failure.user("http-404", "not there"),
                8,
                "sink",
                "http@1.0.0",
                Instant.parse("2026-02-03T04:05:06.789Z"));
    }

    @Test
    @Tag("I3")
    void keepsTheEventUntouchedWithItsReason() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            store.deadLetters().store(List.of(letter("p", 1)));
        }
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            StoredDeadLetter found = store.deadLetters().list("p", 0, 10).get(0);
            DeadLetter expected = letter("p", 1);
            assertThat(found.letter())
                    .usingRecursiveComparison()
                    .ignoringFields("event")
                    .isEqualTo(expected);
            assertThat(found.letter().event().getId()).isEqualTo("id-1");
            assertThat(found.letter().event().getData().toBytes())
                    .isEqualTo(expected.event().getData().toBytes());
            assertThat(store.deadLetters().show(found.id())).isPresent();
            assertThat(store.deadLetters().show(found.id() + 1)).isEmpty();
        }
    }

    @Test
    void givesPagesPerPipelineAndDeletesWhatWasReplayed() throws Exception {
        try (StateDirectory held = StateDirectory.lock(dir);
                StateStore store = StateStore.open(held, InstantSource.system())) {
            DeadLetters letters = store.deadLetters();
            letters.store(IntStream.range(0, 10).mapToObj(i -> letter("p", i)).toList());
            letters.store(IntStream.range(0, 3).mapToObj(i -> letter("q", i)).toList());

            List<StoredDeadLetter> first = letters.list("p", 0, 4);
            List<StoredDeadLetter> second = letters.list("p", first.get(3).id(), 100);
            assertThat(first).hasSize(4);
            assertThat(second)
                    .extracting(found -> found.letter().event().getId())
                    .containsExactly("id-4", "id-5", "id-6", "id-7", "id-8", "id-9");
            assertThat(letters.delete(first.stream().map(StoredDeadLetter::id).toList()))
                    .isEqualTo(4);
            assertThat(letters.count("p")).isEqualTo(6);
            assertThat(letters.count("")).isEqualTo(9);
        }
    }
}
