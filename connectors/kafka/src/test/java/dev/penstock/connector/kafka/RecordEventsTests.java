package dev.penstock.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Poison;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordEventsTests {
    private final RecordHeaders headers = new RecordHeaders();
    private final RecordEvents events = new RecordEvents(PlainShape.of(null, "t", "text/plain"), "orders", 3);

    private RecordEventsTests header(String name, @Nullable String value) {
        headers.add(name, Broker.bytes(value));
        return this;
    }

    private CloudEvent event(byte @Nullable [] key, byte @Nullable [] value) {
        return events.event(new ConsumerRecord<>(
                "orders", 3, 42, -1, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty()));
    }

    private RecordEventsTests binary() {
        return header("ce_specversion", "1.0")
                .header("ce_id", "1")
                .header("ce_source", "/shop")
                .header("ce_type", "order");
    }

    private static Map<String, Object> extensions(CloudEvent event) {
        Map<String, Object> found = new TreeMap<>();
        event.getExtensionNames().forEach(name -> found.put(name, event.getExtension(name)));
        return found;
    }

    @Test
    void keepsHeadersUnderNamesThatAttributesMayHave() {
        header("X-Trace-Id", "a").header("x.trace.id", "b").header("id", "c").header("Größe", "d");
        header("漢字", "e")
                .header("partitionkey", "f")
                .header("empty", "")
                .header("null", null)
                .header("x2", "g");
        CloudEvent event = event(Broker.bytes("key"), null);
        assertThat(extensions(event))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "xtraceid", "a",
                        "xtraceid2", "b",
                        "headerid", "c",
                        "gre", "d",
                        "header", "e",
                        "headerpartitionkey", "f",
                        "empty", "",
                        "null", "",
                        "x2", "g",
                        "partitionkey", "key"));
        assertThat(event.getTime()).isNull();
        assertThat(event.getDataContentType()).isEqualTo("text/plain");
    }

    @Test
    void writesWhatIsNoTextAsBase64() {
        headers.add("h", new byte[] {0, 1});
        CloudEvent event = event(new byte[] {(byte) 0xff, 1}, null);
        assertThat(extensions(event)).isEqualTo(Map.of("h", "AAE=", "partitionkey", "/wE="));
        assertThat(Texts.textOrBase64("Zürich".getBytes(UTF_8))).isEqualTo("Zürich");
        assertThat(Texts.textOrBase64(new byte[0])).isEmpty();
    }

    @Test
    @Tag("I5")
    void plainEventsAreNamedByTheirPlace() {
        CloudEvent event = event(null, null);
        assertThat(event.getId()).isEqualTo("orders-3-42");
        assertThat(event.getSource()).isEqualTo(URI.create("/kafka/orders"));
    }

    @Test
    void readsBinaryEventsAndOrdersThemByTheRecordsKey() {
        binary().header("content-type", "application/json").header("ce_traceparent", "00-1-2-01");
        CloudEvent event = event(Broker.bytes("k"), Broker.bytes("{}"));
        assertThat(event.getId()).isEqualTo("1");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(extensions(event)).isEqualTo(Map.of("traceparent", "00-1-2-01", "partitionkey", "k"));
        header("ce_partitionkey", "own");
        assertThat(event(Broker.bytes("k"), null).getExtension("partitionkey")).isEqualTo("own");
    }

    @Test
    void readsStructuredEvents() {
        header("content-type", "Application/CloudEvents+JSON; charset=UTF-8");
        byte[] json =
                Broker.bytes("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":7}");
        CloudEvent event = event(Broker.bytes("k"), json);
        assertThat(event.getId()).isEqualTo("1");
        assertThat(Moving.text(event)).isEqualTo("7");
        assertThat(event.getExtension("partitionkey")).isEqualTo("k");
    }

    @Test
    @Tag("I3")
    void whatClaimsToBeAnEventAndIsNoneIsPoisonKeptAsItCame() {
        header("ce_specversion", "1.0").header("ce_id", "1");
        assertPoison("'source' is missing");
    }

    @Test
    @Tag("I3")
    void attributesThatAreNoTextArePoison() {
        binary();
        headers.add("ce_subject", new byte[] {(byte) 0xff});
        assertPoison("ce_subject is not text");
    }

    @Test
    @Tag("I3")
    void structuredEventsOfOtherFormatsArePoison() {
        header("content-type", "application/cloudevents+avro");
        assertPoison("application/cloudevents+avro");
    }

    private void assertPoison(String reason) {
        CloudEvent event = event(null, Broker.bytes("raw"));
        assertThat(event).isInstanceOfSatisfying(Poison.class, poison -> {
            assertThat(poison.failure().message()).contains("orders-3-42").contains(reason);
            assertThat(poison.event().getId()).isEqualTo("orders-3-42");
            assertThat(Moving.text(poison.event())).isEqualTo("raw");
        });
    }
}
