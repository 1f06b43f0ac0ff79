package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.config.Secret;
import dev.penstock.toolkit.http.StatusRule;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStatusTests {
    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "202, DELIVERED",
        "204, DELIVERED",
        "301, REJECTED",
        "302, REJECTED",
        "307, REJECTED",
        "400, REJECTED",
        "401, HALT",
        "403, HALT",
        "404, RETRY",
        "410, HALT",
        "422, REJECTED",
        "429, RETRY",
        "500, RETRY",
        "501, REJECTED",
        "503, RETRY"
    })
    void judgesByTheStatus(int status, Outcome.Kind kind) throws Exception {
        // a redirect that was followed would come back here, and be seen
        try (RawServer server = RawServer.answering(RawServer.status(status, "Location: /elsewhere"));
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1")));
            assertThat(Sinks.at(outcomes, 0).kind()).isEqualTo(kind);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 3, 3", "503, '6', 6", "503, 'Wed, 01 May 2024 10:00:07 GMT', 7", "408, 1, 1"})
    void obeysRetryAfter(int status, String header, int seconds) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(status, "Retry-After: " + header));
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2")));
            Outcome.Retry retry = (Outcome.Retry) Sinks.at(outcomes, 0);
            assertThat(retry.after()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(retry.failure().code()).isEqualTo("http-" + status);
            assertThat(outcomes.get(1)).isNull();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void leavesRepeatingToTheEngine() throws Exception {
        for (int status : new int[] {408, 421, 503}) {
            try (RawServer server = RawServer.answering(RawServer.status(status, "Retry-After: 0"));
                    HttpSink sink = Sinks.sink(server.url("/"))) {
                sink.write(Sinks.batch(Sinks.event("1")));
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    @Tag("I4")
    void stopsAtTheFirstEventThatMustBeSentAgain() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> RawServer.send(
                        socket,
                        RawServer.status(
                                switch (String.valueOf(request.header("ce-id"))) {
                                    case "bad" -> 422;
                                    case "later" -> 500;
                                    default -> 200;
                                })));
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(
                    Sinks.batch(Sinks.event("1"), Sinks.event("bad"), Sinks.event("later"), Sinks.event("4")));
            assertThat(Sinks.at(outcomes, 0).kind()).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Sinks.at(outcomes, 1).kind()).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(Sinks.at(outcomes, 2).kind()).isEqualTo(Outcome.Kind.RETRY);
            assertThat(outcomes.get(3)).isNull();
            assertThat(server.requests()).extracting(r -> r.header("ce-id")).containsExactly("1", "bad", "later");
        }
    }

    @Test
    @Tag("I3")
    void neverRejectsAWholeBatchForOneBadEvent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(400));
                HttpSink sink = Sinks.to(server.url("/")).mode(HttpMode.BATCH).build()) {
            assertThatThrownBy(() -> sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2"))))
                    .isInstanceOfSatisfying(ConnectorException.class, e -> {
                        assertThat(e.failure().remedy()).isEqualTo(Failure.Remedy.NONE);
                        assertThat(e.failure().code()).isEqualTo("http-400");
                    });
            assertThat(Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0).kind())
                    .isEqualTo(Outcome.Kind.REJECTED);
        }
    }

    @Test
    void judgesAWholeBatchAlike() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(410));
                HttpSink sink = Sinks.to(server.url("/")).mode(HttpMode.BATCH).build()) {
            Outcomes outcomes = sink.write(Sinks.batch(Sinks.event("1"), Sinks.event("2")));
            assertThat(Sinks.at(outcomes, 0).kind()).isEqualTo(Outcome.Kind.HALT);
            assertThat(Sinks.at(outcomes, 1).kind()).isEqualTo(Outcome.Kind.HALT);
        }
    }

    @Test
    void followsTheConfiguredStatuses() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(409));
                HttpSink sink = Sinks.to(server.url("/"))
                        .statuses(Map.of("409", StatusRule.DELIVERED))
                        .build()) {
            assertThat(sink.write(Sinks.batch(Sinks.event("1"))).get(0)).isEqualTo(Outcome.delivered());
        }
    }

    @Test
    void tellsWhatTheTargetSaid() throws Exception {
        String body = "no\r\n  such field 'x' " + "y".repeat(300);
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 422 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                HttpSink sink = Sinks.sink(server.url("/secret-path?key=secret"))) {
            Outcome.Rejected rejected = (Outcome.Rejected) Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
            assertThat(rejected.failure().code()).isEqualTo("http-422");
            assertThat(rejected.failure().message())
                    .startsWith("POST http://127.0.0.1:" + server.port() + " answered 422: no such field 'x' yyy")
                    .endsWith("y…")
                    .hasSizeLessThan(300)
                    .doesNotContain("secret", "\n");
        }
    }

    @Test
    @Tag("I7")
    void neverShowsASecretThatTheTargetEchoes() throws Exception {
        HttpAuth basic = new HttpAuth.Basic(new HttpAuth.Credentials("me", Secret.of("open-sesame")));
        try (RawServer server = new RawServer((request, socket) -> {
                    String body = request.head() + " open-sesame";
                    RawServer.send(socket, "HTTP/1.1 401 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
                HttpSink sink = Sinks.to(server.url("/"))
                        .auth(basic)
                        .header("X-Token", "tok-12345")
                        .build()) {
            Outcome.Halt halt = (Outcome.Halt) Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
            assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Basic bWU6b3Blbi1zZXNhbWU=");
            assertThat(server.requests().get(0).header("X-Token")).isEqualTo("tok-12345");
            assertThat(halt.failure().message())
                    .contains("******")
                    .doesNotContain("open-sesame", "bWU6b3Blbi1zZXNhbWU", "tok-12345");
        }
    }

    @Test
    void rejectsAnEventWhoseContentTypeCannotBeSent() throws Exception {
        CloudEvent event = CloudEventBuilder.v1(Sinks.event("1"))
                .withDataContentType("text/plain\r\nEvil: 1")
                .build();
        try (RawServer server = RawServer.answering(RawServer.status(200));
                HttpSink sink = Sinks.sink(server.url("/"))) {
            Outcomes outcomes = sink.write(Sinks.batch(event, Sinks.event("2")));
            assertThat(Sinks.at(outcomes, 0).kind()).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(Sinks.at(outcomes, 1).kind()).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
