package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcome.Kind;
import dev.penstock.api.Outcomes;
import dev.penstock.api.ReceiveRequest;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What happens when the broker and its name server go, and come back. */
@Isolated("kills the broker of all")
class RocketmqOutageTests {
    private final Broker broker = Broker.shared();
    private final String group = Broker.name("group");

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    }

    /** A pipeline that copies a topic, one of several that live through the same outage. */
    private final class Copying implements AutoCloseable {
        private final String topic = broker.topic(4);
        private final String copy = broker.topic(4);
        private final String members = Broker.name("group");
        private final Moving moving;

        Copying(String consume, boolean ordered) {
            broker.sendMany(topic, 0, 2_000, 50);
            moving = Moving.between(
                    consume + ordered,
                    () -> broker.source(topic, members, Map.of("consume", consume, "ordered", ordered)),
                    () -> broker.sink(copy, Map.of()));
        }

        @Override
        public void close() {
            moving.close();
        }
    }

    @Test
    @Tag("I1")
    @Tag("I4")
    @Tag("I8")
    void losesNothingWhenAllIsKilledUnderLoad() {
        try (Copying pulled = new Copying("pull", true);
                Copying pushed = new Copying("push", true);
                Copying unordered = new Copying("push", false)) {
            List<Copying> all = List.of(pulled, pushed, unordered);
            all.forEach(each -> await().until(() -> each.moving.metrics.delivered() > 100));
            broker.server.kill();
            broker.server.start();
            for (Copying each : all) {
                await().ignoreExceptions().until(() -> {
                    broker.sendMany(each.topic, 2_000, 4_000, 50);
                    return true;
                });
            }
            for (Copying each : all) {
                await().ignoreExceptions().untilAsserted(() -> assertThat(broker.committed(each.members, each.topic))
                        .isEqualTo(broker.end(each.topic)));
                assertThat(each.moving.deadLetters).isEmpty();
                await().untilAsserted(() -> assertThat(new HashSet<>(broker.texts(each.copy, 4_000)))
                        .isEqualTo(numbers(4_000)));
            }
            assertOrder(broker.texts(pulled.copy, 4_000));
            assertOrder(broker.texts(pushed.copy, 4_000));
        }
    }

    private static Set<String> numbers(int count) {
        return new HashSet<>(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /** An event is never behind a later one of its key that came first; after an outage some come again, in order, too. */
    private static void assertOrder(List<String> texts) {
        Map<Integer, Integer> furthest = new HashMap<>();
        Map<Integer, Integer> last = new HashMap<>();
        for (String text : texts) {
            int number = Integer.parseInt(text);
            int key = number % 50;
            int before = furthest.getOrDefault(key, key - 50);
            assertThat(number).as("key " + key + " after " + last.get(key)).isLessThanOrEqualTo(before + 50);
            furthest.merge(key, number, Math::max);
            last.put(key, number);
        }
        furthest.forEach((key, number) -> assertThat(last.get(key)).isEqualTo(number));
    }

    @Test
    @Tag("I3")
    void theSinkWaitsForBrokersThatAreAway() {
        String topic = broker.topic(2);
        Map<String, Object> byEvent = Map.of("attribute", "totopic");
        try (RocketmqSink sink = broker.sink(topic, Map.of());
                RocketmqSink other = broker.sink(byEvent, Map.of())) {
            CloudEvent event =
                    RocketmqSinkTests.event("1").extension("totopic", topic).build();
            assertThat(RocketmqSinkTests.kinds(RocketmqSinkTests.write(sink, event)))
                    .containsExactly(Kind.DELIVERED);
            broker.server.kill();
            try (RocketmqSink third = broker.sink(byEvent, Map.of())) {
                for (RocketmqSink each : List.of(sink, other, third)) {
                    assertWaits(each, event);
                }
                assertThat(sink.check(Receiving.deadline(10)).toString()).contains("not-reachable");
            } finally {
                broker.server.start();
            }
            for (RocketmqSink each : List.of(sink, other)) {
                await().until(() -> RocketmqSinkTests.kinds(RocketmqSinkTests.write(each, event))
                        .equals(List.of(Kind.DELIVERED)));
            }
        }
    }

    private static void assertWaits(RocketmqSink sink, CloudEvent event) {
        Deadline deadline = Receiving.deadline(10);
        Outcomes outcomes = sink.write(new Batch(List.of(event, event), deadline));
        assertThat(deadline.expired()).isFalse();
        assertReconnect(outcomes.get(0));
        assertThat(RocketmqSinkTests.kinds(outcomes)).doesNotContain(Kind.DELIVERED, Kind.REJECTED);
    }

    private static void assertReconnect(@Nullable Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
            assertThat(retry.failure().remedy()).isEqualTo(Remedy.RECONNECT);
            assertThat(retry.after()).isNull();
        });
    }

    @Test
    @Tag("I9")
    void theSourceTellsThatItsBrokerIsGoneAndLeavesNoThreadsBehind() {
        String topic = broker.topic(1);
        try (RocketmqSource source = broker.hastySource(topic, group, Map.of())) {
            broker.server.kill();
            await().untilAsserted(() -> {
                ConnectorException gone = catchThrowableOfType(
                        ConnectorException.class,
                        () -> source.receive(new ReceiveRequest(1, 1, Receiving.deadline(1))));
                assertThat(gone).isNotNull();
                assertThat(gone.failure().remedy()).isEqualTo(Remedy.RECONNECT);
            });
            long before = threads();
            for (String consume : List.of("pull", "push")) {
                ConnectorException away = catchThrowableOfType(
                        ConnectorException.class, () -> broker.source(topic, group, Map.of("consume", consume))
                                .close());
                assertThat(away.failure().remedy()).as(consume).isEqualTo(Remedy.RECONNECT);
            }
            await().until(() -> threads() <= before);
        } finally {
            broker.server.start();
        }
    }

    /** The client's threads that hold a client up. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("MQClientFactory")
                        || thread.getName().contains("RebalanceService")
                        || thread.getName().contains("PullMessageService"))
                .count();
    }

    @Test
    void keepsTheDeadlineWhereANameServerDoesNotAnswer() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RocketmqSink sink = Broker.sink("127.0.0.1:" + mute.getLocalPort(), "any", Map.of("timeout", "30s"))) {
            long begin = System.nanoTime();
            CloudEvent event = RocketmqSinkTests.event("1").build();
            Outcomes outcomes = sink.write(
                    new Batch(List.of(event, event), Deadline.in(Duration.ofSeconds(1), InstantSource.system())));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            assertReconnect(outcomes.get(0));
        }
    }
}
