package dev.penstock.toolkit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBuilderTests {
    private static final URI SOURCE = URI.create("/shop");
    private final EventBuilder builder = EventBuilder.of(SOURCE, "order.placed");

    @Test
    void buildsWhatTheSdkBuilds() {
        byte[] data = "{}".getBytes(StandardCharsets.UTF_8);
        OffsetDateTime time = OffsetDateTime.parse("2024-05-01T10:00:00.5+02:00");

        CloudEvent ours = builder.id("1")
                .subject("a")
                .time(time)
                .contentType("application/json")
                .dataSchema(URI.create("https://example.com/schema"))
                .data(data)
                .extension("partitionkey", "k")
                .extension("count", 3)
                .extension("sampled", true)
                .build();

        assertThat(ours)
                .isEqualTo(CloudEventBuilder.v1()
                        .withId("1")
                        .withSource(SOURCE)
                        .withType("order.placed")
                        .withSubject("a")
                        .withTime(time)
                        .withData("application/json", URI.create("https://example.com/schema"), data)
                        .withExtension("partitionkey", "k")
                        .withExtension("count", 3)
                        .withExtension("sampled", true)
                        .build());
    }

    @Test
    void keepsEarlierEventsWhenReused() {
        CloudEvent first = builder.id("1").extension("a", "x").build();
        CloudEvent second =
                builder.id("2").extension("a", "y").extension("b", "z").build();
        CloudEvent third =
                builder.id("3").extension("a", (String) null).extension("b", "").build();

        assertThat(first.getExtension("a")).isEqualTo("x");
        assertThat(first.getExtensionNames()).containsExactly("a");
        assertThat(second.getExtension("a")).isEqualTo("y");
        assertThat(third.getExtensionNames()).isEmpty();
    }

    @Test
    void sharesTheBytesOfTheData() {
        byte[] data = {1, 2};
        assertThat(builder.id("1").data(data).build().getData().toBytes()).isSameAs(data);
        assertThat(builder.data(null).build().getData()).isNull();
    }

    @Test
    void takesAnEmptySubjectForNone() {
        assertThat(builder.id("1").subject("").build().getSubject()).isNull();
    }

    @Test
    void writesAnInstantInUtc() {
        CloudEvent event =
                builder.id("1").time(Instant.parse("2024-01-01T00:00:00Z")).build();
        assertThat(event.getTime()).hasToString("2024-01-01T00:00Z");
    }

    @Test
    @Tag("I5")
    void joinsPartsToTheSameIdEveryTime() {
        assertThat(builder.id("orders", "a/b", "7").build().getId()).isEqualTo("orders/a%2Fb/7");
    }

    @Test
    void refusesAnEventWithoutId() {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("id");
    }

    @Test
    void refusesEmptyRequiredAttributes() {
        assertThatThrownBy(() -> builder.id("")).hasMessageContaining("non-empty id");
        assertThatThrownBy(() -> builder.type("")).hasMessageContaining("non-empty type");
        assertThatThrownBy(() -> builder.source(URI.create(""))).hasMessageContaining("non-empty source");
        assertThatThrownBy(() -> builder.contentType("")).hasMessageContaining("datacontenttype");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Upper", "with-dash", "dot.ted", "übung", "twentyonecharacters12", "id", "data", "time"})
    void refusesNamesThatAreNoExtensions(String name) {
        assertThatThrownBy(() -> builder.extension(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "traceparent", "1", "twentycharacters1234"})
    void acceptsNamesOfExtensions(String name) {
        assertThat(builder.id("1").extension(name, "x").build().getExtension(name))
                .isEqualTo("x");
    }
}
