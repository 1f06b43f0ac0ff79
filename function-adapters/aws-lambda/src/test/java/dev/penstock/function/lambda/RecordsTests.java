package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordsTests {
    static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/shop\",\"type\":\"paid\",\"data\":{\"n\":1.0}}";

    static Payload.Records read(String payload) {
        return (Payload.Records) Payloads.read(payload.getBytes(StandardCharsets.UTF_8), FactsTests.CALL);
    }

    static CloudEvent only(String payload) {
        List<Item> items = read(payload).items();
        assertThat(items).hasSize(1);
        return Objects.requireNonNull(
                items.get(0).event(), String.valueOf(items.get(0).unreadable()));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sqs(String id, String body, String more) {
        return "{\"messageId\":\"" + id + "\",\"body\":" + Json.quoted(body) + ",\"eventSource\":\"aws:sqs\","
                + "\"eventSourceARN\":\"arn:aws:sqs:eu-central-1:123456789012:orders\"" + more + "}";
    }

    static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String kafka(String value, String more) {
        return "{\"eventSource\":\"SelfManagedKafka\",\"bootstrapServers\":\"b:9092\",\"records\":{\"orders-0\":[{\"topic\":"
                + "\"orders\",\"partition\":0,\"offset\":15,\"timestamp\":1596480920837,\"value\":" + value + more
                + "}]}}";
    }

    @Test
    void anSqsMessageIsAnEventOfItsQueue() {
        CloudEvent event = only(records(sqs(
                "m1",
                "{\"n\": 1.0}",
                ",\"attributes\":{\"SentTimestamp\":\"1601975709495\"},\"messageAttributes\":{\"Tenant-Id\":{\"stringValue\":\"a\","
                        + "\"dataType\":\"String\"}}")));
        assertThat(event.getId()).isEqualTo("m1");
        assertThat(event.getSource()).hasToString("arn:aws:sqs:eu-central-1:123456789012:orders");
        assertThat(event.getType()).isEqualTo("com.amazonaws.sqs.Message");
        assertThat(event.getSubject()).isEqualTo("m1");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getTime()).hasToString("2020-10-06T09:15:09.495Z");
        assertThat(event.getExtension("tenantid")).isEqualTo("a");
        assertThat(FactsTests.data(event)).isEqualTo("{\"n\": 1.0}");
    }

    @Test
    void aMessageThatIsACloudEventStaysThatEvent() {
        assertThat(only(records(sqs("m1", EVENT, ""))).getId()).isEqualTo("7");
        assertThat(FactsTests.data(only(records(sqs("m1", EVENT, ""))))).isEqualTo("{\"n\":1.0}");
        String sns =
                "{\"EventSource\":\"aws:sns\",\"Sns\":{\"MessageId\":\"s1\",\"TopicArn\":\"arn:aws:sns:x:1:t\",\"Message\":"
                        + Json.quoted(EVENT) + "}}";
        assertThat(only(records(sns)).getId()).isEqualTo("7");
        String kinesis =
                "{\"eventSource\":\"aws:kinesis\",\"eventSourceARN\":\"arn:aws:kinesis:x:1:stream/s\",\"eventID\":\"s:1\","
                        + "\"kinesis\":{\"partitionKey\":\"k\",\"sequenceNumber\":\"1\",\"data\":\"" + base64(EVENT)
                        + "\"}}";
        assertThat(only(records(kinesis)).getId()).isEqualTo("7");
        assertThat(only(records(kinesis)).getExtension("partitionkey")).isEqualTo("k");
        assertThat(only(kafka("\"" + base64(EVENT) + "\"", "")).getId()).isEqualTo("7");
    }

    @Test
    void aMessageThatOnlyMentionsAttributesStaysAMessage() {
        assertThat(only(records(sqs(
                                "m1", "{\"specversion\":\"0.3\",\"id\":\"7\",\"source\":\"/x\",\"type\":\"t\"}", "")))
                        .getId())
                .isEqualTo("m1");
        assertThat(only(records(sqs("m1", "not {\"specversion\" JSON", ""))).getId())
                .isEqualTo("m1");
    }

    @Test
    void aMessageThatClaimsToBeAnEventAndIsNotFailsByItself() {
        String claim = ",\"messageAttributes\":{\"content-type\":{\"stringValue\":\"application/cloudevents+json\"}}";
        List<Item> items =
                read(records(sqs("m1", "{}", claim), sqs("m2", "x", ""))).items();
        assertThat(items.get(0).event()).isNull();
        assertThat(Objects.requireNonNull(items.get(0).unreadable()).message()).contains("specversion");
        assertThat(items.get(1).event()).isNotNull();
    }

    @Test
    @Tag("I4")
    void aGroupOfAFifoQueueIsAPartitionKey() {
        String attributes = ",\"attributes\":{\"MessageGroupId\":\"g1\",\"SequenceNumber\":\"18849496460467696128\"}";
        Item item = read(records(sqs("m1", "x", attributes))).items().get(0);
        assertThat(item.lane()).isEqualTo("g1");
        assertThat(Objects.requireNonNull(item.event()).getExtension("partitionkey"))
                .isEqualTo("g1");
        String fair = ",\"attributes\":{\"MessageGroupId\":\"g1\"}";
        assertThat(read(records(sqs("m1", "x", fair))).items().get(0).lane()).isNull();
    }

    @Test
    void aKafkaRecordHasTheAttributesThatTheConnectorGives() {
        CloudEvent event = only(kafka(
                "\"" + base64("hello") + "\"",
                ",\"key\":\"" + base64("k1") + "\",\"headers\":[{\"Trace\":[97,-61,-92]}]"));
        assertThat(event.getId()).isEqualTo("orders-0-15");
        assertThat(event.getSource()).hasToString("/kafka/orders");
        assertThat(event.getSubject()).isEqualTo("orders-0");
        assertThat(event.getExtension("partitionkey")).isEqualTo("k1");
        assertThat(event.getExtension("trace")).isEqualTo("a\u00e4");
        assertThat(FactsTests.data(event)).isEqualTo("hello");
        assertThat(only(kafka("null", "")).getData()).isNull();
    }

    @Test
    void aKafkaRecordWithAttributesInItsHeadersIsThatEvent() {
        String headers = ",\"headers\":[" + header("ce_specversion", "1.0") + "," + header("ce_id", "9") + ","
                + header("ce_source", "/s") + "," + header("ce_type", "t") + "," + header("content-type", "text/plain")
                + "]";
        CloudEvent event = only(kafka("\"" + base64("hello") + "\"", headers));
        assertThat(event.getId()).isEqualTo("9");
        assertThat(event.getDataContentType()).isEqualTo("text/plain");
        assertThat(FactsTests.data(event)).isEqualTo("hello");
    }

    private static String header(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return "{\"" + name + "\":" + java.util.Arrays.toString(bytes) + "}";
    }

    @Test
    void takesTheBareArraysOfPipes() {
        assertThat(read("[" + sqs("m1", "a", "") + "," + sqs("m2", "b", "") + "]")
                        .kind())
                .isEqualTo("sqs");
        String flat =
                "[{\"eventSource\":\"aws:kinesis\",\"eventID\":\"shard:5\",\"sequenceNumber\":\"5\",\"partitionKey\":\"k\","
                        + "\"data\":\"" + base64("hello") + "\"}]";
        assertThat(read(flat).items().get(0).identifier()).isEqualTo("\"shard:5\"");
        assertThat(FactsTests.data(only(flat))).isEqualTo("hello");
        assertThat(read("[{\"any\":1}]").kind()).isEqualTo("unknown");
        assertThat(read("[1]").kind()).isEqualTo("unknown");
    }

    @Test
    void takesCloudEventsAsTheyAre() {
        assertThat(only(EVENT).getId()).isEqualTo("7");
        assertThat(read("[" + EVENT + "," + EVENT + "]").items()).hasSize(2);
        assertThat(read("{\"events\":[" + EVENT + "]}").kind()).isEqualTo("cloudevents");
        assertThat(read("[]").items()).isEmpty();
        assertThatThrownBy(() -> read("[" + EVENT + "," + EVENT.replace("1.0\"", "0.3\"") + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("specversion");
    }

    @Test
    void takesEventsOfTheSchedulerWhoseDetailIsText() {
        CloudEvent event = only(
                "{\"version\":\"0\",\"id\":\"e1\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.scheduler\","
                        + "\"account\":\"1\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"x\",\"resources\":[\"arn:a\",\"arn:b\"],"
                        + "\"detail\":\"{}\"}");
        assertThat(event.getType()).isEqualTo("Scheduled Event");
        assertThat(event.getSubject()).isEqualTo("arn:a");
        assertThat(event.getExtension("awsresources")).isEqualTo("arn:a arn:b");
        assertThat(FactsTests.data(event)).isEqualTo("{}");
    }

    @Test
    void removalsOfOneRequestAreDifferentEvents() {
        String record =
                "{\"eventSource\":\"aws:s3\",\"awsRegion\":\"x\",\"eventName\":\"ObjectRemoved:Delete\",\"responseElements\":"
                        + "{\"x-amz-request-id\":\"R\",\"x-amz-id-2\":\"H\"},\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%s\"}}}";
        List<Item> items =
                read(records(record.formatted("one"), record.formatted("two"))).items();
        assertThat(items).extracting(Item::identifier).doesNotHaveDuplicates();
    }

    @Test
    void equalMessagesOfRabbitAreDifferentEvents() {
        String message = "{\"basicProperties\":{\"messageId\":null},\"data\":\"" + base64("x") + "\"}";
        assertThat(read("{\"eventSource\":\"aws:rmq\",\"rmqMessagesByQueue\":{\"q::/\":[" + message + "," + message
                                + "]}}")
                        .items())
                .extracting(Item::identifier)
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatIsMalformed() {
        for (String payload : List.of(
                "",
                "{",
                "{} {}",
                records("{\"eventSource\":\"aws:sqs\",\"body\":\"no id\"}"),
                "{\"awslogs\":{\"data\":\"AAAA\"}}",
                "{\"awslogs\":{\"data\":\"!\"}}",
                kafka("\"x\"", "").replace("\"offset\":15", "\"offset\":\"fifteen\""))) {
            assertThatThrownBy(() -> read(payload)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
