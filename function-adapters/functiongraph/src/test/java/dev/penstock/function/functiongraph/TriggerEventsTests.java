package dev.penstock.function.functiongraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerEventsTests {
    private static final String KAFKA =
            """
            {"event_version":"v1.0","event_time":1576737962,"trigger_type":"KAFKA","region":"eu-de",
             "instance_id":"81335d56","records":[{"messages":["one","{\\"n\\":1}"],"topic_id":"orders"},
             {"messages":["one"],"topic_id":"other/topic"}]}
            """;

    private static List<CloudEvent> read(String payload) {
        return TriggerEvents.read(new Payload(payload.getBytes(StandardCharsets.UTF_8)), "test", "request-1");
    }

    private static String data(CloudEvent event) {
        return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void makesAnEventOfEachMessageOfKafka() {
        List<CloudEvent> events = read(KAFKA);
        assertThat(events).extracting(TriggerEventsTests::data).containsExactly("one", "{\"n\":1}", "one");
        assertThat(events)
                .extracting(event -> event.getSource().toString())
                .containsExactly(
                        "/huaweicloud/kafka/81335d56/orders",
                        "/huaweicloud/kafka/81335d56/orders",
                        "/huaweicloud/kafka/81335d56/other%2Ftopic");
        assertThat(events).extracting(CloudEvent::getType).containsOnly("com.huaweicloud.kafka.message");
        assertThat(events)
                .extracting(CloudEvent::getDataContentType)
                .containsExactly("text/plain; charset=utf-8", "application/json", "text/plain; charset=utf-8");
        assertThat(events.get(0).getTime()).isEqualTo("2019-12-19T06:46:02Z");
    }

    @Test
    void readsTheOlderShapeOfKafka() {
        List<CloudEvent> events =
                read("{\"event_version\":\"v1.0\",\"event_time\":1576737962,\"trigger_type\":\"KAFKA\","
                        + "\"messages\":[\"a\",\"b\"],\"instance_id\":\"i\",\"topic_id\":\"t\"}");
        assertThat(events).extracting(TriggerEventsTests::data).containsExactly("a", "b");
        assertThat(events.get(0).getSource()).hasToString("/huaweicloud/kafka/i/t");
    }

    @Test
    void readsMessagesOfRocketmqAndRabbitmq() {
        assertThat(read("{\"trigger_type\":\"ROCKETMQ\",\"event_time\":1714040037,\"instance_id\":\"i\",\"records\":[{"
                        + "\"messages\":[\"plain\",{\"message\":\"inside\"},{\"other\":1}],\"topic_id\":\"t\"}]}"))
                .extracting(TriggerEventsTests::data)
                .containsExactly("plain", "inside", "{\"other\":1}");
        List<CloudEvent> rabbit = read("{\"trigger_type\":\"RABBITMQ\",\"records\":[{\"messages\":[\"m\"],"
                + "\"instance_id\":\"i\",\"exchange\":\"e\"}]}");
        assertThat(rabbit.get(0).getSource()).hasToString("/huaweicloud/rabbitmq/i/e");
        assertThat(rabbit.get(0).getType()).isEqualTo("com.huaweicloud.rabbitmq.message");
    }

    @Test
    @Tag("I5")
    void givesTheSameIdsAgainAndEqualMessagesDifferentOnes() {
        List<CloudEvent> first = read(KAFKA);
        assertThat(read(KAFKA)).extracting(CloudEvent::getId).containsExactlyElementsOf(ids(first));
        assertThat(Set.copyOf(ids(first))).hasSize(3);
        List<CloudEvent> later = read(KAFKA.replace("1576737962", "1576737963"));
        assertThat(ids(later)).doesNotContainAnyElementsOf(ids(first));
    }

    private static List<String> ids(List<CloudEvent> events) {
        return events.stream().map(CloudEvent::getId).collect(Collectors.toList());
    }

    @Test
    void passesACloudEventThatIsAMessageThrough() {
        String event = "{\\\"specversion\\\":\\\"1.0\\\",\\\"id\\\":\\\"7\\\",\\\"source\\\":\\\"/s\\\","
                + "\\\"type\\\":\\\"t\\\",\\\"data\\\":{\\\"n\\\":12345678901234567890}}";
        CloudEvent read = read("{\"trigger_type\":\"KAFKA\",\"records\":[{\"messages\":[\"" + event + "\"]}]}")
                .get(0);
        assertThat(read.getId()).isEqualTo("7");
        assertThat(data(read)).isEqualTo("{\"n\":12345678901234567890}");
    }

    @Test
    void readsChangesOfObjects() {
        CloudEvent event = read("{\"Records\":[{\"eventVersion\":\"2.0\",\"eventTime\":\"2018-01-09T07:50:50.028Z\","
                        + "\"eventName\":\"ObjectCreated:Post\",\"s3\":{\"bucket\":{\"name\":\"pictures\"},"
                        + "\"object\":{\"key\":\"a/b.png\",\"sequencer\":\"0016\",\"size\":777835}}}]}")
                .get(0);
        assertThat(event.getType()).isEqualTo("com.huaweicloud.obs.ObjectCreated.Post");
        assertThat(event.getSource()).hasToString("/huaweicloud/obs/pictures");
        assertThat(event.getSubject()).isEqualTo("a/b.png");
        assertThat(event.getId()).isEqualTo("a%2Fb.png/0016/ObjectCreated.Post");
    }

    @Test
    void readsNotificationsTimersAndTraces() {
        CloudEvent note = read("{\"record\":[{\"event_source\":\"smn\",\"smn\":{\"topic_urn\":\"urn:smn:eu-de:1:T\","
                        + "\"message_id\":\"m1\",\"type\":\"notification\",\"subject\":\"s\",\"message\":\"text\"}}]}")
                .get(0);
        assertThat(note.getId()).isEqualTo("m1");
        assertThat(note.getSource()).hasToString("urn:smn:eu-de:1:T");
        CloudEvent timer =
                read("{\"version\":\"v1.0\",\"time\":\"2023-06-01T08:30:00+08:00\",\"trigger_type\":\"TIMER\","
                                + "\"trigger_name\":\"T1\",\"user_event\":\"u\"}")
                        .get(0);
        assertThat(timer.getId()).isEqualTo("2023-06-01T08:30:00+08:00");
        assertThat(timer.getSource()).hasToString("/huaweicloud/timer/T1");
        CloudEvent trace =
                read("{\"cts\":{\"time\":1529996047,\"service_type\":\"FunctionGraph\",\"resource_id\":\"r\","
                                + "\"trace_name\":\"deleteGraph\",\"trace_id\":\"69be\"}}")
                        .get(0);
        assertThat(trace.getId()).isEqualTo("69be");
        assertThat(trace.getSubject()).isEqualTo("r");
        assertThat(data(trace)).startsWith("{\"time\":1529996047");
    }

    @Test
    void readsLinesOfLogs() {
        String logs = "{\"logs\":\"[{\\\"message\\\":\\\"a\\\",\\\"time\\\":1530009653059,\\\"path\\\":\\\"x.log\\\","
                + "\\\"log_uid\\\":\\\"663d\\\",\\\"line_no\\\":1},{\\\"message\\\":\\\"b\\\"}]\","
                + "\"owner\":\"o\",\"log_group_id\":\"g\",\"log_topic_id\":\"t\"}";
        String encoded = Base64.getEncoder().encodeToString(logs.getBytes(StandardCharsets.UTF_8));
        List<CloudEvent> events = read("{\"lts\":{\"data\":\"" + encoded + "\"}}");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).getId()).isEqualTo("663d/1");
        assertThat(events.get(0).getSource()).hasToString("/huaweicloud/lts/g/t");
        assertThat(events.get(0).getTime()).isEqualTo("2018-06-26T10:40:53.059Z");
        assertThat(data(events.get(1))).isEqualTo("{\"message\":\"b\"}");
    }

    @Test
    void takesEventsOfAnEventBusAsTheyAre() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"HC.OBS\",\"type\":\"t\",\"data\":{\"a\": 1}}";
        assertThat(data(read(event).get(0))).isEqualTo("{\"a\": 1}");
        assertThat(read("[" + event + "," + event.replace("e1", "e2") + "]"))
                .extracting(CloudEvent::getId)
                .containsExactly("e1", "e2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"anything\": [1, 2.50]}", "[]", "\"text\"", "17", "null", "{\"trigger_type\":\"NEW\"}"})
    void keepsWhatItDoesNotKnowAsOneEvent(String payload) {
        CloudEvent event = read(payload).get(0);
        assertThat(data(event)).isEqualTo(payload);
        assertThat(event.getId()).isEqualTo("request-1");
        assertThat(event.getSource()).hasToString("/huaweicloud/functiongraph/test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "not json",
                "{\"lts\":{\"data\":\"§§\"}}",
                "{\"specversion\":\"1.0\",\"id\":\"\"}",
                "[{\"specversion\":\"1.0\"}]"
            })
    void refusesWhatCannotBeRead(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(MalformedPayload.class);
    }
}
