package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcome;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Signature;
import dev.penstock.api.webhook.Signature.Encoding;
import dev.penstock.api.webhook.Signature.Timestamp;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.engine.webhook.Verifier;
import dev.penstock.toolkit.signature.StandardWebhooks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the sink signs, the engine's own check of Standard Webhooks accepts. */
class HttpSigningTests {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String OTHER = "whsec_bm90IG9uZSBvZiB0aGVtIGF0IGFsbA==";

    @Test
    void isAcceptedByWhoeverKnowsOneOfTheSecrets() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(200))) {
            for (HttpMode mode : HttpMode.values()) {
                try (HttpSink sink =
                        Sinks.to(server.url("/")).mode(mode).sign(OLD, NEW).build()) {
                    sink.write(Sinks.batch(Sinks.event("1")));
                }
            }
            assertThat(server.requests()).hasSize(4).allSatisfy(request -> {
                assertThat(accepted(OLD, request, request.body())).isTrue();
                assertThat(accepted(NEW, request, request.body())).isTrue();
                assertThat(accepted(OTHER, request, request.body())).isFalse();
                byte[] tampered = request.body().clone();
                tampered[0] ^= 1;
                assertThat(accepted(NEW, request, tampered)).isFalse();
            });
        }
    }

    @Test
    @Tag("I5")
    void everyAttemptOfAnEventCarriesTheSameId() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.status(503));
                HttpSink sink = Sinks.to(server.url("/")).sign(NEW).build()) {
            Outcome first = Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
            assertThat(first.kind()).isEqualTo(Outcome.Kind.RETRY);
            sink.write(Sinks.batch(Sinks.event("1")));
            sink.write(Sinks.batch(Sinks.event("2")));
            assertThat(id(server, 0)).isNotEmpty().isEqualTo(id(server, 1)).isNotEqualTo(id(server, 2));
        }
    }

    private static String id(RawServer server, int request) {
        return Objects.requireNonNull(server.requests().get(request).header(StandardWebhooks.ID));
    }

    private static boolean accepted(String secret, RawServer.Request request, byte[] body) {
        Signature scheme = Signature.builder(StandardWebhooks.SIGNATURE, List.of(Secret.of(secret)))
                .separator(" ")
                .prefix("v1,")
                .encoding(Encoding.BASE64)
                .timestamp(new Timestamp(StandardWebhooks.TIMESTAMP, ""))
                .content("{header:webhook-id}.{timestamp}.{body}")
                .secretEncoding(Encoding.BASE64, "whsec_")
                .build();
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of(StandardWebhooks.ID, StandardWebhooks.TIMESTAMP, StandardWebhooks.SIGNATURE)) {
            headers.put(name, List.of(Objects.requireNonNull(request.header(name))));
        }
        return new Verifier(scheme, Sinks.CLOCK)
                .verify(new WebhookRequest("POST", "/", "", headers, body))
                .ok();
    }
}
