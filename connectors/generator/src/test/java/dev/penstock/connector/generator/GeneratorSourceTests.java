package dev.penstock.connector.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Deadline;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.toolkit.json.JsonText;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GeneratorSourceTests {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void makesAsManyAsItIsToldAndEnds() {
        GeneratorSource source = source(0, 5, null, null);
        Polled polled = poll(source, null, 3);
        assertThat(polled.events()).extracting(CloudEvent::getId).containsExactly("0", "1", "2");
        assertThat(polled.when()).isEqualTo(Polled.When.NOW);
        assertThat(source.pending()).hasValue(2);
        polled = poll(source, polled.next(), 3);
        assertThat(polled.events()).extracting(CloudEvent::getId).containsExactly("3", "4");
        assertThat(polled.when()).isEqualTo(Polled.When.END);
    }

    @Test
    void keepsTheRateByTheClock() {
        GeneratorSource source = source(10, 0, null, null);
        Polled polled = poll(source, null, 100);
        assertThat(polled.events()).hasSize(1);
        assertThat(polled.after()).isEqualTo(Duration.ofMillis(100));
        now = now.plusMillis(950);
        polled = poll(source, polled.next(), 100);
        assertThat(polled.events()).hasSize(9);
        assertThat(polled.after()).isEqualTo(Duration.ofMillis(50));
        now = now.plusSeconds(10);
        assertThat(poll(source, polled.next(), 30).when()).isEqualTo(Polled.When.NOW);
        assertThat(source.pending()).hasValue(70);
    }

    @Test
    @Tag("I5")
    void theSameNumberIsTheSameEventAfterARestart() {
        String template = "{\"n\":{{sequence}},\"r\":{{ random }},\"t\":\"{{time}}\"}";
        GeneratorSource source = source(1000, 0, null, template);
        poll(source, null, 1);
        now = now.plusSeconds(1);
        Polled polled = poll(source, null, 500);
        assertThat(text(polled.events().get(2)))
                .isEqualTo("{\"n\":2,\"r\":" + Long.toUnsignedString(Template.scramble(2))
                        + ",\"t\":\"2026-01-01T00:00:00.002Z\"}");
        now = now.plusSeconds(100);
        for (int i = 0; i < 499; i += 50) {
            Polled again =
                    poll(source(1000, 0, null, template), polled.offsets().get(i), 499 - i);
            assertThat(again.events()).isEqualTo(polled.events().subList(i + 1, 500));
        }
    }

    @Test
    void dataHasTheWantedSize() {
        List<String> texts = new ArrayList<>();
        for (CloudEvent event :
                poll(source(0, 0, new DataSize(300), null), null, 50).events()) {
            byte[] data = Objects.requireNonNull(event.getData()).toBytes();
            JsonText.check(data);
            assertThat(data).hasSize(300);
            texts.add(text(event));
        }
        assertThat(texts).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void refusesPlacesThatMeanNothing() {
        assertThatThrownBy(() -> source(0, 0, null, "{{squence}}"))
                .hasMessageContaining("'{{squence}}'")
                .hasMessageContaining("{{sequence}}");
    }

    private GeneratorSource source(double rate, long count, @Nullable DataSize size, @Nullable String template) {
        return new GeneratorSource(
                new GeneratorSource.Config(rate, count, size, template, "t", "application/json"),
                new SourceContext("my pipeline", "generator@0", (InstantSource) () -> now));
    }

    private Polled poll(GeneratorSource source, @Nullable Offset offset, int max) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), () -> now);
        return source.poll(new PollRequest(Partition.WHOLE, offset, max, 1 << 20, false, deadline));
    }

    private static String text(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8);
    }
}
