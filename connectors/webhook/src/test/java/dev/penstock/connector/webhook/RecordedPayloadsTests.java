package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the providers really send, signed anew because the recordings keep no secrets. */
class RecordedPayloadsTests {
    /** Of a recorded request only the sender's own headers count; the recorder has formatted the body anew. */
    private static final Set<String> OWN = Set.of("x-gitlab", "x-shopify", "x-wc-we", "content-type");

    /** A request as it was recorded, or a body alone. */
    private record Recorded(String name, Map<String, String> headers, String body) {}

    @TestFactory
    @Tag("I5")
    Stream<DynamicTest> takesEveryPayloadWithAStableIdAndAValidTime() {
        return Stream.of("gitlab", "stripe", "slack", "shopify")
                .flatMap(provider -> recorded("webhooks-" + provider).stream()
                        .map(each -> DynamicTest.dynamicTest(provider + " " + each.name, () -> taken(provider, each))));
    }

    private static void taken(String provider, Recorded recorded) {
        Map<String, Object> config = Map.of("provider", provider, "secrets", List.of(Sender.SECRET));
        byte[] body = recorded.body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Sender.signed(provider, Hook.NOW, recorded.headers, body);
        Hook hook = new Hook(config);
        if (recorded.name.startsWith("url_verification")) {
            assertThat(hook.post(headers, body).body()).isNotEmpty();
            assertThat(hook.delivered).isEmpty();
            return;
        }
        CloudEvent event = hook.event(headers, recorded.body);
        assertThat(event.getId()).isNotBlank();
        assertThat(event.getType()).startsWith("com." + provider + ".").doesNotContain(" ", "/");
        assertThat(event.getSource().isAbsolute()).isTrue();
        assertThat(event.getTime()).isNotNull();
        assertThat(Hook.data(event)).isEqualTo(body);
        assertThat(new Hook(config).event(headers, recorded.body)).isEqualTo(event);

        body[body.length - 1] ^= 1;
        if (!provider.equals("gitlab")) {
            assertThat(hook.post(headers, body).status()).isEqualTo(401);
        }
    }

    @Test
    void givesEveryRecordedRequestOfAProviderItsOwnId() {
        for (String provider : List.of("gitlab", "stripe", "shopify")) {
            List<Recorded> all = recorded("webhooks-" + provider);
            Hook hook = new Hook(Map.of("provider", provider, "secrets", List.of(Sender.SECRET)));
            for (Recorded each : all) {
                byte[] body = each.body.getBytes(StandardCharsets.UTF_8);
                hook.event(Sender.signed(provider, Hook.NOW, each.headers, body), each.body);
            }
            assertThat(hook.delivered.stream().map(CloudEvent::getId).distinct())
                    .hasSameSizeAs(all);
        }
    }

    @TestFactory
    Stream<DynamicTest> takesAnyOtherSenderByConfiguration() {
        Hook paddle = new Hook(Map.of(
                "id", Map.of("pointer", "/event_id"),
                "type", Map.of("pointer", "/event_type"),
                "time", Map.of("pointer", "/occurred_at")));
        Hook shop = new Hook(Map.of(
                "delivery-id",
                Map.of("header", "X-WC-Webhook-Delivery-ID"),
                "type",
                Map.of("header", "X-WC-Webhook-Topic")));
        Hook any = new Hook(Map.of());
        return recorded("webhooks-generic").stream()
                .map(each -> DynamicTest.dynamicTest(each.name, () -> {
                    Hook hook = each.body.contains("\"event_id\"")
                            ? paddle
                            : each.headers.containsKey("x-wc-webhook-topic") ? shop : any;
                    Map<String, String> headers = new HashMap<>(each.headers);
                    headers.put("Content-Type", "application/json");
                    CloudEvent event = hook.event(headers, each.body);
                    assertThat(event.getId()).isNotBlank();
                    assertThat(event.getTime()).isNotNull();
                }));
    }

    @Test
    void namesEveryTypeOfStripe() throws IOException {
        Hook hook = new Hook(Map.of("provider", "stripe", "secrets", List.of(Sender.SECRET)));
        List<String> types = Files.readAllLines(data().resolve("webhooks-stripe/event-type-names.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(types).hasSizeGreaterThan(20);
        for (String type : types) {
            String body = "{\"id\":\"evt_" + type + "\",\"type\":\"" + type + "\",\"created\":1700000000}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            CloudEvent event = hook.event(Sender.signed("stripe", Hook.NOW, Map.of(), bytes), body);
            assertThat(event.getType()).isEqualTo("com.stripe." + type);
            assertThat(event.getTime()).isEqualTo("2023-11-14T22:13:20Z");
        }
    }

    @Test
    void takesInteractionsAndCommandsOfSlackAsForms() {
        Hook hook = new Hook(Map.of("provider", "slack", "secrets", List.of(Sender.SECRET)));
        for (Recorded each : recorded("webhooks-slack")) {
            if (each.name.startsWith("block_actions") || each.name.startsWith("shortcut")) {
                String form = "payload=" + URLEncoder.encode(each.body, StandardCharsets.UTF_8);
                Map<String, String> headers = Sender.signed(
                        "slack",
                        Hook.NOW,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form.getBytes(StandardCharsets.UTF_8));
                assertThat(Hook.text(hook.event(headers, form))).isEqualTo(each.body);
            }
        }
        assertThat(hook.delivered).hasSizeGreaterThan(3);
    }

    private static List<Recorded> recorded(String folder) {
        try (Stream<Path> walk = Files.walk(data().resolve(folder))) {
            List<Recorded> all = walk.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("fixtures3.json"))
                    .sorted()
                    .map(RecordedPayloadsTests::read)
                    .toList();
            assertThat(all).isNotEmpty();
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded read(Path file) {
        try {
            String name = file.getFileName().toString();
            Map<String, Object> content = JSON.std.mapFrom(Files.readString(file));
            if (!(content.get("headers") instanceof Map<?, ?> recorded)) {
                return new Recorded(name, Map.of(), Files.readString(file));
            }
            Map<String, String> headers = recorded.entrySet().stream()
                    .filter(each -> OWN.stream().anyMatch(each.getKey().toString()::startsWith))
                    .collect(Collectors.toMap(
                            each -> each.getKey().toString(),
                            each -> each.getValue().toString(),
                            (first, second) -> first,
                            TreeMap::new));
            return new Recorded(name, headers, JSON.std.asString(content.get("body")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data() {
        String data = System.getProperty("penstock.data", "");
        assumeFalse(data.isEmpty(), "needs -Dpenstock.data=DIR");
        return Path.of(data);
    }
}
