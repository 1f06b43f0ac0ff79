package dev.penstock.connector.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcome.Kind;
import dev.penstock.api.Outcomes;
import dev.penstock.servers.TestServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, and what happens to those who cannot. */
class RocketmqAclTests {
    private static final String WRONG = "hunter2hunter2";
    private static final Map<String, ?> RIGHT_ONE = Map.of("access-key", "admin", "secret-key", "admin-secret");
    private static final Map<String, ?> WRONG_ONE = Map.of("access-key", "admin", "secret-key", WRONG);

    private static TestServer server;
    private static String topic;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
        server = Broker.start(TestServer.Kind.ROCKETMQ_ACL);
        topic = Broker.name("topic");
        try (RocketmqSink sink = Broker.sink(server.address(), topic, RIGHT_ONE)) {
            await().until(() -> RocketmqSinkTests.kinds(RocketmqSinkTests.write(
                            sink, RocketmqSinkTests.event("1").build()))
                    .equals(List.of(Kind.DELIVERED)));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RocketmqSource source(String consume, Map<String, ?> credentials) {
        Map<String, Object> more = new HashMap<>(credentials);
        more.put("consume", consume);
        return Broker.source(server.address(), topic, Broker.name("group"), more, InstantSource.system());
    }

    @ParameterizedTest
    @CsvSource({"pull", "push"})
    void readsAndWritesWithTheRightCredentials(String consume) {
        try (RocketmqSource source = source(consume, RIGHT_ONE)) {
            assertThat(Receiving.one(source).getId()).isEqualTo("1");
            assertThat(source.check(Receiving.deadline(10)).toString()).contains("broker-a answers");
        }
    }

    @ParameterizedTest
    @CsvSource({"pull,true", "pull,false", "push,true", "push,false"})
    @Tag("I7")
    void aSourceThatMayNotReadHalts(String consume, boolean named) {
        ConnectorException refused =
                catchThrowableOfType(ConnectorException.class, () -> source(consume, named ? WRONG_ONE : Map.of())
                        .close());
        assertRefusal(refused.failure());
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(WRONG);
        }
    }

    private static void assertRefusal(Failure failure) {
        assertThat(failure.code()).isEqualTo("no-permission");
        assertThat(failure.remedy()).isEqualTo(Remedy.NONE);
        assertThat(failure.message()).contains("access-key and secret-key").doesNotContain(WRONG);
    }

    @Test
    @Tag("I3")
    @Tag("I7")
    void aSinkThatMayNotWriteHaltsAndKeepsItsEvents() {
        for (Map<String, ?> credentials : List.of(WRONG_ONE, Map.<String, String>of())) {
            try (RocketmqSink sink = Broker.sink(server.address(), topic, credentials)) {
                Outcomes outcomes = RocketmqSinkTests.write(
                        sink,
                        RocketmqSinkTests.event("1").build(),
                        RocketmqSinkTests.event("2").build());
                assertThat(RocketmqSinkTests.kinds(outcomes)).containsExactly(Kind.HALT, null);
                assertThat(outcomes.get(0))
                        .isInstanceOfSatisfying(Outcome.Halt.class, halt -> assertRefusal(halt.failure()));
                assertThat(sink.check(Receiving.deadline(10)).toString())
                        .contains("no-permission")
                        .doesNotContain(WRONG);
            }
        }
    }
}
