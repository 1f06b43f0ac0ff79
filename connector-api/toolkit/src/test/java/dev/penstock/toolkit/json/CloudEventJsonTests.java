package dev.penstock.toolkit.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventJsonTests {
    private static final String MINIMAL = "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0",
                "\"\\u0041\\/é\\ud83d\\ude00\"",
                "1e400",
                "123456789012345678901234567890.000000000000000000000000000000000000000001",
                "{\"a\":1,\"a\":{\"a\" : [ 1,2 ]}}",
                "[]",
                "[ {}\t, [ [ ] ] ]"
            })
    void jsonDataSurvivesByteForByte(String data) {
        String text = "{" + MINIMAL + ",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";

        CloudEvent event = CloudEventJson.read(text.getBytes(UTF_8));

        assertThat(data(event)).isEqualTo(data);
        assertThat(write(event)).isEqualTo(text);
    }

    @Test
    void numbersOfAThousandDigitsSurvive() {
        String number = "9".repeat(5000) + "." + "1".repeat(5000);
        CloudEvent event = CloudEventJson.read(("{" + MINIMAL + ",\"data\":" + number + "}").getBytes(UTF_8));
        assertThat(data(event)).isEqualTo(number);
        assertThat(write(event)).endsWith("\"data\":" + number + "}");
    }

    @Test
    void dataIsSlicedWhereverItStands() {
        String text = "\uFEFF{\"data\" : { \"x\": 1 } ," + MINIMAL + "}";
        byte[] bytes = text.getBytes(UTF_8);
        byte[] padded = new byte[bytes.length + 20];
        System.arraycopy(bytes, 0, padded, 7, bytes.length);

        assertThat(data(CloudEventJson.read(bytes))).isEqualTo("{ \"x\": 1 }");
        assertThat(data(CloudEventJson.read(padded, 7, bytes.length))).isEqualTo("{ \"x\": 1 }");
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        CloudEvent event = event("application/json", "{\r\n \"a\":\n\"\\n\"}".getBytes(UTF_8));
        assertThat(write(event)).endsWith("\"data\":{   \"a\": \"\\n\"}}").doesNotContain("\n", "\r");
    }

    @Test
    void whatIsNotJsonIsWrittenAsBase64() {
        assertThat(write(event("application/json", "{\"a\":".getBytes(UTF_8))))
                .contains("\"data_base64\":\"eyJhIjo=\"");
        assertThat(write(event("application/json", "\"é\"".getBytes(ISO_8859_1))))
                .contains("data_base64");
        assertThat(write(event(null, "null".getBytes(UTF_8)))).contains("data_base64");
        assertThat(write(event("application/octet-stream", "x".getBytes(UTF_8))))
                .contains("data_base64");
        assertThat(write(event("text/plain; charset=iso-8859-1", "x".getBytes(UTF_8))))
                .contains("data_base64");
    }

    @Test
    void textIsWrittenAsAString() {
        String text = "a\"b\\c\n\r\t\u0001\u007fé\uD83D\uDE00\u2028";
        CloudEvent event = event("text/plain", text.getBytes(UTF_8));
        assertThat(write(event)).contains("\"data\":\"a\\\"b\\\\c\\n\\r\\t\\u0001\u007fé\uD83D\uDE00\u2028\"");
        assertThat(data(CloudEventJson.read(CloudEventJson.write(event)))).isEqualTo(text);
        assertThat(write(event("text/plain", new byte[] {'a', (byte) 0xC0, (byte) 0x80})))
                .contains("data_base64");
    }

    @Test
    void textIsReadIntoItsDeclaredCharset() {
        String text = "{" + MINIMAL + ",\"data\":\"é\",\"datacontenttype\":\"text/plain; charset=ISO-8859-1\"}";
        assertThat(bytes(CloudEventJson.read(text.getBytes(UTF_8)))).isEqualTo("é".getBytes(ISO_8859_1));
    }

    @Test
    void everyAttributeSurvives() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("é\uD83D\uDE00\uD800\"")
                .withSource(URI.create("urn:a:b"))
                .withType("t")
                .withSubject("s\n")
                .withTime(OffsetDateTime.parse("2026-01-31T23:59:00.120+02:00"))
                .withDataContentType("application/octet-stream")
                .withDataSchema(URI.create("https://a/b"))
                .withExtension("flag", true)
                .withExtension("number", -2147483648)
                .withExtension("text", "")
                .withData(new byte[] {0, (byte) 0xFF})
                .build();
        assertThat(CloudEventJson.read(CloudEventJson.write(event))).isEqualTo(event);
        assertThat(write(event)).contains("\"time\":\"2026-01-31T23:59:00.12+02:00\"");
    }

    @Test
    void batchesAreReadAndWritten() {
        List<CloudEvent> events = List.of(event("text/plain", new byte[0]), event(null, "1".getBytes(UTF_8)));
        assertThat(CloudEventJson.readBatch(CloudEventJson.writeBatch(events))).isEqualTo(events);
        assertThat(CloudEventJson.readBatch(" [ ] ".getBytes(UTF_8))).isEmpty();
        assertThatThrownBy(() -> CloudEventJson.readBatch(("[{" + MINIMAL + "},{}]").getBytes(UTF_8)))
                .isInstanceOf(NotACloudEvent.class)
                .hasMessage("event 2 of the batch: the attribute 'specversion' is missing");
    }

    static CloudEvent event(@Nullable String type, byte[] data) {
        CloudEventBuilder builder =
                CloudEventBuilder.v1().withId("1").withSource(URI.create("/s")).withType("t");
        return (type == null ? builder : builder.withDataContentType(type))
                .withData(data)
                .build();
    }

    static String write(CloudEvent event) {
        return new String(CloudEventJson.write(event), UTF_8);
    }

    static byte[] bytes(CloudEvent event) {
        CloudEventData data = Objects.requireNonNull(event.getData());
        return data.toBytes();
    }

    static String data(CloudEvent event) {
        return new String(bytes(event), UTF_8);
    }
}
