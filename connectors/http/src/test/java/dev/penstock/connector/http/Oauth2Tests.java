package dev.penstock.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.config.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Oauth2Tests {
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String valid = "";

    /** A service that accepts the latest token only. */
    private Api.Reply serve(Api.Request request) {
        if (request.path().equals("/token")) {
            valid = "token-" + tokens.incrementAndGet();
            return Api.Reply.ok("{\"access_token\":\"" + valid + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
        }
        return ("Bearer " + valid).equals(request.header("authorization"))
                ? Api.Reply.ok("[{\"id\":1}]")
                : new Api.Reply(401, "bad " + request.header("authorization"), Map.of());
    }

    private static Polls polls(Api api, Object... more) {
        List<Object> keys = new ArrayList<>(List.of("auth", Map.of("oauth2", client(api))));
        keys.addAll(List.of(more));
        return Sources.polls(api.url("/list"), keys.toArray());
    }

    private static Map<String, Object> client(Api api) {
        return Map.of(
                "token-url",
                api.url("/token"),
                "client-id",
                "me:1",
                "client-secret",
                "open sesame",
                "scope",
                "read all");
    }

    @Test
    void fetchesATokenAndUsesItUntilShortlyBeforeItExpires() throws Exception {
        try (Api api = new Api(this::serve);
                Polls polls = polls(api)) {
            assertThat(polls.read()).containsExactly("1");
            polls.read();
            Api.Request token = api.requests().get(0);
            assertThat(token.method() + " " + token.body())
                    .isEqualTo("POST grant_type=client_credentials&scope=read+all");
            assertThat(token.header("authorization")).isEqualTo("Basic bWUlM0ExOm9wZW4rc2VzYW1l");
            assertThat(api.paths()).containsExactly("/token", "/list", "/list");
            polls.now = polls.now.plusSeconds(269);
            polls.read();
            assertThat(tokens).hasValue(1);
            polls.now = polls.now.plusSeconds(1);
            polls.read();
            assertThat(tokens).hasValue(2);
        }
    }

    @Test
    void fetchesAnotherTokenOnceWhenItIsRefused() throws Exception {
        try (Api api = new Api(this::serve);
                Polls polls = polls(api)) {
            polls.read();
            valid = "revoked";
            assertThat(polls.poll().events()).isEmpty();
            assertThat(tokens).hasValue(2);
            api.answer(request -> request.path().equals("/token")
                    ? serve(request)
                    : new Api.Reply(401, "bad " + request.header("authorization"), Map.of()));
            assertThatThrownBy(polls::read)
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failure().remedy()).isEqualTo(Failure.Remedy.NONE))
                    .hasMessageContaining("401")
                    .hasMessageNotContaining("token-");
            assertThat(tokens).hasValue(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, NONE", "401, NONE", "302, NONE", "429, RECONNECT", "503, RECONNECT"})
    @Tag("I7")
    void saysWhyThereIsNoToken(int status, Failure.Remedy remedy) throws Exception {
        Api.Answer answer = request -> new Api.Reply(
                status, "{\"error\":\"invalid_client\",\"was\":\"open sesame\"}", Map.of("Location", "/list"));
        try (Api api = new Api(answer);
                Polls polls = polls(api)) {
            assertThatThrownBy(polls::read)
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failure().remedy()).isEqualTo(remedy))
                    .hasMessageContaining("invalid_client")
                    .hasMessageNotContaining("sesame");
            assertThat(api.paths()).containsExactly("/token");
        }
    }

    @Test
    void refusesAnAnswerThatHoldsNoToken() throws Exception {
        for (String body : List.of(
                "{}", "token=1", "{\"access_token\":\"a\\nb\"}", "{\"access_token\":\"x\",\"token_type\":\"mac\"}")) {
            try (Api api = new Api(request -> Api.Reply.ok(body));
                    Polls polls = polls(api)) {
                assertThatThrownBy(polls::read).hasMessageContaining("token");
                assertThat(api.paths()).containsExactly("/token");
            }
        }
    }

    @Test
    void fetchesOneTokenForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Api api = new Api(this::serve);
                HttpSink sink = sink(api, null)) {
            List<Callable<Outcome>> writes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String id = Integer.toString(i);
                writes.add(() -> Sinks.at(sink.write(Sinks.batch(Sinks.event(id))), 0));
            }
            for (Future<Outcome> outcome : threads.invokeAll(writes)) {
                assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.DELIVERED);
            }
            assertThat(tokens).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void haltsTheSinkWhenTheClientIsRefused() throws Exception {
        try (Api api = new Api(request -> Api.Reply.of(401));
                HttpSink sink = sink(api, "all")) {
            Outcome outcome = Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0);
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.HALT);
            api.answer(request -> Api.Reply.of(500));
            assertThat(Sinks.at(sink.write(Sinks.batch(Sinks.event("1"))), 0).kind())
                    .isEqualTo(Outcome.Kind.RETRY);
            assertThat(api.requests().get(0).body())
                    .contains("client_id=me", "client_secret=open+sesame", "audience=all");
            assertThat(api.requests().get(0).header("authorization")).isNull();
        }
    }

    private static HttpSink sink(Api api, @Nullable String audience) {
        HttpAuth.SendIn place = audience == null ? HttpAuth.SendIn.HEADER : HttpAuth.SendIn.BODY;
        Map<String, String> parameters = audience == null ? Map.of() : Map.of("audience", audience);
        HttpAuth.Client client = new HttpAuth.Client(
                URI.create(api.url("/token").toString()), "me", Secret.of("open sesame"), null, place, parameters);
        return Sinks.to(api.url("/hook")).auth(new HttpAuth.Oauth2(client)).build();
    }
}
