package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericTests {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, Object> POINTERS = Map.of(
            "id", Map.of("pointer", "/order/id"),
            "type", Map.of("header", "X-Topic"),
            "subject", Map.of("pointer", "/order/lines/0/sku"),
            "time", Map.of("pointer", "/at"),
            "source", "https://shop.example",
            "delivery-id", Map.of("header", "X-Delivery"));

    @Test
    void takesAttributesFromHeadersAndPointers() {
        Hook hook = new Hook(POINTERS);
        String body =
                "{\"order\": {\"id\": 17, \"lines\": [{\"sku\": \"K-1\"}]}, \"at\": \"2026-01-31T10:00:00+02:00\"}";
        CloudEvent event = hook.event(Map.of("X-Topic", "order.paid", "X-Delivery", "d"), body);
        assertThat(event.getId()).isEqualTo("17");
        assertThat(event.getType()).isEqualTo("order.paid");
        assertThat(event.getSubject()).isEqualTo("K-1");
        assertThat(event.getTime()).isEqualTo("2026-01-31T10:00:00+02:00");
        assertThat(event.getSource()).hasToString("https://shop.example");
        assertThat(Hook.text(event)).isEqualTo(body);
    }

    @Test
    void refusesWhenAnAttributeThatIsConfiguredIsMissing() {
        Hook hook = new Hook(POINTERS);
        var reply = hook.post(Map.of("X-Topic", "t"), "{\"order\": {\"id\": null}}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("no-id").contains("/order/id");
        assertThat(hook.post(Map.of(), "{\"order\": {\"id\": 1}}").body())
                .contains("no-type")
                .contains("X-Topic");
        assertThat(hook.delivered).isEmpty();
    }

    @Test
    void hasAnAnswerForEveryAttribute() {
        Hook hook = new Hook(Map.of());
        CloudEvent event = hook.event(Map.of("Content-Type", "text/plain"), "hello");
        assertThat(event.getType()).isEqualTo("dev.penstock.webhook");
        assertThat(event.getSource()).hasToString("/hook");
        assertThat(event.getSubject()).isNull();
        assertThat(event.getTime()).isEqualTo(Hook.NOW.atOffset(ZoneOffset.UTC));
        assertThat(event.getDataContentType()).isEqualTo("text/plain");
        assertThat(event.getId()).hasSize(32);
    }

    @Test
    @Tag("I5")
    void givesTheSameRequestTheSameIdAlsoInAnotherProcess() {
        CloudEvent first = new Hook(Map.of()).event(JSON, "{\"a\":1}");
        CloudEvent again = new Hook(Map.of()).event(JSON, "{\"a\":1}");
        CloudEvent other = new Hook(Map.of()).event(JSON, "{\"a\":2}");
        assertThat(again.getId()).isEqualTo(first.getId()).isNotEqualTo(other.getId());
        assertThat(again.getSource()).isEqualTo(first.getSource());
        Map<String, Object> config = Map.of("delivery-id", Map.of("header", "D"));
        assertThat(new Hook(config).event(Map.of("D", "d-1"), "x").getId()).isEqualTo("d-1");
        assertThat(new Hook(config).event(Map.of(), "x").getId()).hasSize(32);
    }

    @Test
    void deliversARepeatedDeliveryOnceWhenItHasAnId() {
        Hook hook = new Hook(Map.of("delivery-id", Map.of("header", "D")));
        String longId = "x".repeat(5000);
        for (int i = 0; i < 2; i++) {
            assertThat(hook.post(Map.of("D", "1"), "a").status()).isEqualTo(204);
            assertThat(hook.post(Map.of("D", longId), "b").status()).isEqualTo(204);
            // without an id nobody can know whether it is the same one
            assertThat(hook.post(Map.of(), "c").status()).isEqualTo(204);
        }
        assertThat(hook.delivered).hasSize(4);
        assertThat(hook.metrics.duplicates()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "1",
                "\"text\"",
                "[]",
                "{}",
                " {\"a\" : 1 ,\n \"a\":2} ",
                "1e400",
                "-0.0",
                "123456789012345678901234567890.12345678901234567890",
                "{\"\":{\"\":[[[]]]}}",
                "\"\\u0000\\ud800\"",
                "[\"é\uD83D\uDE00\"]"
            })
    void keepsValidJsonAsItIsWhateverItsShape(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (Map<String, ?> config : List.<Map<String, ?>>of(Map.of(), Map.of("subject", Map.of("pointer", "/a")))) {
            CloudEvent event = new Hook(config).event(JSON, body);
            assertThat(Hook.data(event)).isEqualTo(bytes);
            assertThat(event.getDataContentType()).isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\":", "{\"a\":1}}", "[1,]", "nul", "01", "\"\t\"", "{'a':1}", "\uFEFF{}", "NaN"})
    void refusesWhatIsNotJsonThoughItSaysSo(String body) {
        refused(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesHostileBodies() {
        refused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        refused(("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        refused("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        refused(new byte[] {'"', (byte) 0xC3, 0x28, '"'});
        refused(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
    }

    @Test
    void takesAnyBytesThatDoNotClaimToBeJson() {
        byte[] bytes = {0, (byte) 0xFF, 10, 13, (byte) 0xC3};
        Hook hook = new Hook(Map.of("id", Map.of("header", "I")));
        assertThat(hook.post(Map.of("I", "1", "Content-Type", "image/png"), bytes)
                        .status())
                .isEqualTo(204);
        assertThat(Hook.data(hook.delivered.get(0))).isEqualTo(bytes);
        assertThat(hook.post(Map.of("I", "2"), "").status()).isEqualTo(204);
        assertThat(hook.delivered.get(1).getData()).isNull();
        assertThat(hook.post(Map.of("I", "3", "Content-Type", "no type"), "").status())
                .isEqualTo(415);
    }

    @Test
    void findsNoAttributeInControlCharacters() {
        Hook hook = new Hook(Map.of("subject", Map.of("pointer", "/s"), "id", Map.of("pointer", "/i")));
        assertThat(hook.event(JSON, "{\"i\":1,\"s\":\"a\\nb\"}").getSubject()).isNull();
        assertThat(hook.post(JSON, "{\"i\":\"\\u0000\"}").status()).isEqualTo(400);
        assertThat(hook.post(JSON, "{\"i\":\"\\ud800\"}").status()).isEqualTo(400);
    }

    @Test
    void carriesTheTraceContextOn() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        CloudEvent event = new Hook(Map.of()).event(Map.of("traceparent", parent, "tracestate", "a=1"), "x");
        assertThat(event.getExtension("traceparent")).isEqualTo(parent);
        assertThat(event.getExtension("tracestate")).isEqualTo("a=1");
        CloudEvent without = new Hook(Map.of()).event(Map.of("traceparent", "00-x", "tracestate", "a=1"), "x");
        assertThat(without.getExtensionNames()).isEmpty();
    }

    @Test
    void letsOnlyTheSenderIn() {
        Hook bearer = new Hook(Map.of("auth", Map.of("bearer", List.of("t"))));
        assertThat(bearer.post(Map.of("Authorization", "Bearer t"), "x").status())
                .isEqualTo(204);
        assertThat(bearer.post(Map.of(), "x").status()).isEqualTo(401);
        Hook basic = new Hook(Map.of("auth", Map.of("basic", Map.of("username", "u", "password", "p"))));
        assertThat(basic.post(Map.of("Authorization", "Basic dTpw"), "x").status())
                .isEqualTo(204);
        assertThat(basic.post(Map.of("Authorization", "Basic dTpx"), "x").status())
                .isEqualTo(401);
        Hook signed = new Hook(Map.of(
                "secrets", List.of("It's a Secret to Everybody"),
                "auth", Map.of("signature", Map.of("header", "S", "prefix", "sha256="))));
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertThat(signed.post(Map.of("S", signature), "Hello, World!").status())
                .isEqualTo(204);
        assertThat(signed.post(Map.of("S", signature), "Hello, World?").status())
                .isEqualTo(401);
    }

    private static void refused(byte[] body) {
        for (Map<String, ?> config :
                List.<Map<String, ?>>of(Map.of(), Map.of("subject", Map.of("pointer", "/a/0/b")))) {
            Hook hook = new Hook(config);
            assertThat(hook.post(JSON, body).status()).isEqualTo(400);
            assertThat(hook.delivered).isEmpty();
        }
    }
}
