package dev.penstock.connector.rocketmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Batch;
import dev.penstock.api.Deadline;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcome.Kind;
import dev.penstock.api.Outcomes;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocketmqSinkTests {
    private final Broker broker = Broker.shared();

    static EventBuilder event(String id) {
        return EventBuilder.of(URI.create("/test"), "test")
                .id(id)
                .subject("shop")
                .contentType("text/plain")
                .data(id.getBytes(UTF_8));
    }

    static Outcomes write(RocketmqSink sink, CloudEvent... events) {
        return sink.write(new Batch(List.of(events), Deadline.in(Duration.ofSeconds(40), InstantSource.system())));
    }

    static List<@Nullable Kind> kinds(Outcomes outcomes) {
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            kinds.add(outcome == null ? null : outcome.kind());
        }
        return kinds;
    }

    private static String message(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected
                ? rejected.failure().message()
                : outcome instanceof Outcome.Retry retry ? retry.failure().message() : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    @Tag("I5")
    void writesEventsThatTheSourceReadsAsTheyWere(String mode) {
        String topic = broker.topic(1);
        CloudEvent full = event("umlaut ä")
                .time(Instant.parse("2026-01-01T00:00:00.123Z"))
                .dataSchema(URI.create("http://example.com/schema"))
                .contentType("application/json")
                .extension("partitionkey", "Zürich")
                .extension("tags", "paid")
                .extension("traceparent", "00-1-2-01")
                .data("{\"a\": 1}".getBytes(UTF_8))
                .build();
        CloudEvent empty = EventBuilder.of(URI.create("/test"), "test").id("2").build();
        try (RocketmqSink sink = broker.sink(topic, Map.of("mode", mode))) {
            assertThat(kinds(write(sink, full, empty))).containsOnly(Kind.DELIVERED);
        }
        MessageExt message = broker.messages(topic, 2).get(0);
        assertThat(message.getKeys()).isEqualTo("umlaut ä");
        assertThat(message.getTags()).isEqualTo("paid");
        assertThat(message.getProperty(MessageConst.PROPERTY_SHARDING_KEY)).isEqualTo("Zürich");
        try (RocketmqSource source = broker.source(topic, Broker.name("group"), Map.of())) {
            assertThat(Receiving.some(source, 2).stream().map(each -> each.event()))
                    .containsExactly(full, empty);
        }
    }

    @Test
    void writesDataAloneWithKeysAndTagsAsConfigured() {
        String topic = broker.topic(1);
        Map<String, ?> more = Map.of("mode", "data", "keys", "subject", "tags", Map.of("attribute", "type"));
        try (RocketmqSink sink = broker.sink(topic, more);
                RocketmqSink bare = broker.sink(topic, Map.of("mode", "data", "keys", "none", "tags", "fixed"))) {
            write(sink, event("1").build());
            write(bare, event("2").build());
        }
        List<MessageExt> messages = broker.messages(topic, 2);
        assertThat(messages).extracting(MessageExt::getKeys).containsExactly("shop", null);
        assertThat(messages).extracting(MessageExt::getTags).containsExactly("test", "fixed");
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(message.getProperties().keySet()).noneMatch(name -> name.startsWith("CE_")));
        assertThat(broker.texts(topic, 2)).containsExactly("1", "2");
    }

    @Test
    @Tag("I4")
    void keepsEventsOfOneKeyInOneQueueInTheirOrder() {
        String topic = broker.topic(4);
        List<CloudEvent> events = IntStream.range(0, 400)
                .mapToObj(i -> event(Integer.toString(i))
                        .extension("partitionkey", "key-" + i % 8)
                        .build())
                .toList();
        try (RocketmqSink sink = broker.sink(topic, Map.of())) {
            assertThat(kinds(write(sink, events.toArray(CloudEvent[]::new)))).containsOnly(Kind.DELIVERED);
        }
        List<MessageExt> messages = broker.messages(topic, 400);
        Set<Integer> used = new HashSet<>();
        for (int key = 0; key < 8; key++) {
            String name = "key-" + key;
            List<MessageExt> own = messages.stream()
                    .filter(each -> name.equals(each.getProperty(MessageConst.PROPERTY_SHARDING_KEY)))
                    .toList();
            assertThat(own).hasSize(50);
            assertThat(own.stream().map(MessageExt::getQueueId).distinct()).hasSize(1);
            assertThat(own.stream().map(each -> Integer.valueOf(String.valueOf(Broker.text(each.getBody())))))
                    .isSorted();
            used.add(own.get(0).getQueueId());
        }
        assertThat(used).hasSizeGreaterThan(1);
    }

    @Test
    void rejectsWhatIsTooLargeAloneWhileItsBatchGoesOn() {
        String topic = broker.topic(1);
        byte[] random = new byte[5 << 20]; // which nothing makes smaller
        new SplittableRandom(1).nextBytes(random);
        CloudEvent large = event("large").data(new byte[2 << 20]).build();
        CloudEvent largeForBroker =
                event("larger than the broker takes").data(random).build();
        // With a length of two bytes, 70,000 would pass for 4,464.
        CloudEvent wordy = event("wordy").extension("word", "x".repeat(70_000)).build();
        try (RocketmqSink sink = broker.sink(topic, Map.of("max-message-size", "1MiB"));
                RocketmqSink other = broker.sink(topic, Map.of("max-message-size", "16MiB"))) {
            Outcomes outcomes =
                    write(sink, event("1").build(), large, event("2").build());
            assertThat(kinds(outcomes)).containsExactly(Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED);
            assertThat(message(outcomes.get(1))).contains("max-message-size");
            outcomes = write(
                    other,
                    event("3").build(),
                    largeForBroker,
                    event("4").build(),
                    wordy,
                    event("5").build());
            assertThat(kinds(outcomes))
                    .containsExactly(Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED);
            assertThat(message(outcomes.get(3))).contains("mode: structured");
        }
        assertThat(broker.texts(topic, 5)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void rejectsPropertiesThatRocketmqCannotHold() {
        String topic = broker.topic(1);
        try (RocketmqSink sink = broker.sink(topic, Map.of())) {
            Outcomes outcomes = write(
                    sink,
                    event("1").build(),
                    event("2").subject("a\u0001b").build(),
                    event("3").build());
            assertThat(kinds(outcomes)).containsExactly(Kind.DELIVERED, Kind.REJECTED, Kind.DELIVERED);
            assertThat(message(outcomes.get(1))).contains("control characters");
        }
    }

    @Test
    @Tag("I4")
    void writesToTheTopicThatAnEventNamesAndTheBrokerMakesIt() {
        String topic = Broker.name("fresh");
        try (RocketmqSink sink = broker.sink(Map.of("attribute", "totopic"), Map.of())) {
            Outcomes outcomes = write(
                    sink,
                    event("1").extension("totopic", topic).build(),
                    event("2").extension("totopic", topic).build(),
                    event("3").build(),
                    event("4").extension("totopic", "a b").build());
            // A broker takes the first message of a topic before the name server knows the topic.
            assertThat(kinds(outcomes).get(0)).isEqualTo(Kind.DELIVERED);
            assertThat(kinds(outcomes).subList(2, 4)).containsExactly(Kind.REJECTED, Kind.REJECTED);
            write(sink, event("5").extension("totopic", topic).build());
        }
        List<MessageExt> messages = broker.messages(topic, 2);
        assertThat(messages).hasSizeBetween(2, 3);
        assertThat(messages.stream().map(MessageExt::getQueueId).distinct()).hasSize(1);
    }

    @Test
    void delaysMessagesAsEventsAsk() {
        String topic = broker.topic(1);
        Instant begin = Instant.now();
        try (RocketmqSink sink = broker.sink(topic, Map.of())) {
            Outcomes outcomes = write(
                    sink,
                    event("time")
                            .extension("delivertime", begin.plusSeconds(3).toString())
                            .build(),
                    event("seconds").extension("delayseconds", "2").build(),
                    event("level").extension("delaylevel", "1").build(),
                    event("at once").build(),
                    event("too far")
                            .extension(
                                    "delivertime",
                                    begin.plus(Duration.ofDays(400)).toString())
                            .build(),
                    event("no time").extension("delivertime", "soon").build(),
                    event("no number").extension("delayseconds", "-1").build(),
                    event("last").build());
            assertThat(kinds(outcomes))
                    .containsExactly(
                            Kind.DELIVERED,
                            Kind.DELIVERED,
                            Kind.DELIVERED,
                            Kind.DELIVERED,
                            Kind.REJECTED,
                            Kind.REJECTED,
                            Kind.REJECTED,
                            Kind.DELIVERED);
            assertThat(message(outcomes.get(5))).contains("'delivertime' is 'soon'");
            assertThat(message(outcomes.get(6))).contains("'delayseconds' is '-1'");
        }
        List<MessageExt> messages = broker.messages(topic, 5);
        assertThat(messages).hasSize(5);
        for (MessageExt message : messages) {
            // The broker's clock for delays ticks once a second, and rounds down.
            long least =
                    switch (String.valueOf(Broker.text(message.getBody()))) {
                        case "time" -> begin.toEpochMilli() + 2_000;
                        case "seconds" -> message.getBornTimestamp() + 1_000;
                        case "level" -> message.getBornTimestamp() + 900;
                        default -> message.getBornTimestamp();
                    };
            assertThat(message.getStoreTimestamp()).isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void checksTellWhetherTheTopicIsThere() {
        String topic = broker.topic(2);
        try (RocketmqSink sink = broker.sink(topic, Map.of());
                RocketmqSink any = broker.sink(Map.of("attribute", "subject"), Map.of());
                RocketmqSink missing = broker.sink(Broker.name("missing"), Map.of())) {
            assertThat(sink.check(Receiving.deadline(10)).toString())
                    .contains("find topic", "has 2 queues", "ask broker");
            assertThat(any.check(Receiving.deadline(10)).toString()).contains("it knows 1 brokers");
            assertThat(missing.check(Receiving.deadline(10)).toString()).contains("no-topic");
        }
    }
}
