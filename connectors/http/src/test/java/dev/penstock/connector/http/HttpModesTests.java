package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcome;
import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.json.CloudEventJson;
import dev.penstock.toolkit.signature.StandardWebhooks;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpModesTests {
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = RawServer.answering(RawServer.status(200));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void sendsBinaryByteForByte() {
        CloudEvent event = EventBuilder.of(URI.create("https://shop.example/a?b=c"), "order.placed")
                .id("1")
                .subject("Größe \"L\" 100%")
                .time(OffsetDateTime.parse("2024-05-01T10:00+02:00"))
                .dataSchema(URI.create("https://shop.example/schema"))
                .contentType("application/json;charset=utf-8")
                .data(new byte[] {'{', (byte) 0xff, 0, '}'})
                .extension("count", 3)
                .extension("sampled", true)
                .build();

        write(HttpMode.BINARY, event);

        RawServer.Request request = server.requests().get(0);
        assertThat(request.head())
                .isEqualTo(String.join(
                        "\r\n",
                        "POST /events?x=1 HTTP/1.1",
                        "User-Agent: penstock/1.2.3",
                        "Content-Type: application/json;charset=utf-8",
                        "ce-specversion: 1.0",
                        "ce-id: 1",
                        "ce-source: https://shop.example/a?b=c",
                        "ce-type: order.placed",
                        "ce-subject: Gr%C3%B6%C3%9Fe%20%22L%22%20100%25",
                        "ce-dataschema: https://shop.example/schema",
                        "ce-time: 2024-05-01T10:00:00+02:00",
                        "ce-count: 3",
                        "ce-sampled: true",
                        "Content-Length: 4",
                        "Host: 127.0.0.1:" + server.port(),
                        "Connection: Keep-Alive",
                        "Accept-Encoding: gzip"));
        assertThat(request.body()).isEqualTo(new byte[] {'{', (byte) 0xff, 0, '}'});
    }

    @Test
    void sendsAnEventWithoutDataAsAnEmptyBodyWithoutType() {
        write(HttpMode.BINARY, EventBuilder.of(URI.create("/s"), "t").id("1").build());

        assertThat(server.requests().get(0).header("Content-Type")).isNull();
        assertThat(server.requests().get(0).header("Content-Length")).isEqualTo("0");
    }

    @Test
    void sendsStructured() {
        write(HttpMode.STRUCTURED, Sinks.event("1"));

        assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(server.requests().get(0).header("ce-id")).isNull();
        assertThat(server.requests().get(0).body()).isEqualTo(CloudEventJson.write(Sinks.event("1")));
    }

    @Test
    void sendsABatchInOneRequest() {
        write(HttpMode.BATCH, Sinks.event("1"), Sinks.event("2"));

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("application/cloudevents-batch+json");
        assertThat(server.requests().get(0).body())
                .isEqualTo(CloudEventJson.writeBatch(List.of(Sinks.event("1"), Sinks.event("2"))));
    }

    @Test
    void sendsTheDataAlone() {
        write(HttpMode.DATA, Sinks.event("1"));

        RawServer.Request request = server.requests().get(0);
        assertThat(request.head().lines()).noneMatch(line -> line.startsWith("ce-"));
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.text()).isEqualTo("{\"id\":\"1\"}");
    }

    @Test
    void letsTheConfiguredTypeWinInDataMode() {
        try (HttpSink sink = Sinks.to(server.url("/"))
                .mode(HttpMode.DATA)
                .header("content-type", "text/x")
                .build()) {
            sink.write(Sinks.batch(Sinks.event("1")));
        }
        assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("text/x");
    }

    @Test
    void copiesTheTraceToTheRealHeaders() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        CloudEvent traced = CloudEventBuilder.v1(Sinks.event("1"))
                .withExtension("traceparent", parent)
                .withExtension("tracestate", "a=1,b=2")
                .build();
        CloudEvent nonsense = CloudEventBuilder.v1(Sinks.event("2"))
                .withExtension("traceparent", "x\r\nEvil: 1")
                .withExtension("tracestate", "a=1")
                .build();

        write(HttpMode.STRUCTURED, traced, nonsense);
        write(HttpMode.BINARY, traced, nonsense);

        for (int i : new int[] {0, 2}) {
            assertThat(server.requests().get(i).header("traceparent")).isEqualTo(parent);
            assertThat(server.requests().get(i).header("tracestate")).isEqualTo("a=1,b=2");
            assertThat(server.requests().get(i + 1).head()).doesNotContain("\ntracestate", "\ntraceparent", "\nEvil");
        }
        assertThat(server.requests().get(2).header("ce-traceparent")).isEqualTo(parent);
    }

    @Test
    void signsWhatItSends() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        for (HttpMode mode : HttpMode.values()) {
            try (HttpSink sink =
                    Sinks.to(server.url("/")).mode(mode).sign(secret).build()) {
                sink.write(Sinks.batch(Sinks.event("1")));
            }
        }
        assertThat(server.requests()).hasSize(4).allSatisfy(request -> {
            String id = String.valueOf(request.header(StandardWebhooks.ID));
            assertThat(request.header(StandardWebhooks.TIMESTAMP)).isEqualTo("1714557600");
            assertThat(request.header(StandardWebhooks.SIGNATURE))
                    .isEqualTo(new StandardWebhooks(dev.penstock.api.config.Secret.of(secret))
                            .sign(id, Sinks.CLOCK.instant(), request.body()));
        });
        assertThat(server.requests().get(0).header(StandardWebhooks.ID))
                .as("the same event has the same id")
                .isEqualTo(server.requests().get(1).header(StandardWebhooks.ID));
    }

    @Test
    void usesOneConnectionForManyRequests() {
        write(HttpMode.BINARY, Sinks.event("1"), Sinks.event("2"), Sinks.event("3"));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void reachesALocalhostThatListensOnOneAddressFamilyOnly() {
        try (HttpSink sink = Sinks.sink(URI.create("http://localhost:" + server.port() + "/"))) {
            assertThat(sink.write(Sinks.batch(Sinks.event("1"))).get(0)).isEqualTo(Outcome.delivered());
        }
    }

    private void write(HttpMode mode, CloudEvent... events) {
        try (HttpSink sink = Sinks.to(server.url("/events?x=1")).mode(mode).build()) {
            var outcomes = sink.write(Sinks.batch(events));
            for (int i = 0; i < events.length; i++) {
                assertThat(outcomes.get(i)).isEqualTo(Outcome.delivered());
            }
        }
    }
}
