package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookReply;
import io.cloudevents.CloudEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            gitlab    | Idempotency-Key      | {"object_kind":"push","checkout_sha":"c0ffee"}
            stripe    | X-Any                | {"id":"evt_1","type":"charge.succeeded","created":1}
            slack     | X-Any                | {"type":"event_callback","event_id":"Ev1","event":{"type":"message"}}
            shopify   | X-Shopify-Webhook-Id | {"id":1}
            bitbucket | X-Request-UUID       | {"repository":{"full_name":"a/b"}}
            gitea     | X-Gitea-Delivery     | {"action":"opened"}
            standard-webhooks | webhook-id   | {"type":"user.created"}
            """)
    @Tag("I5")
    void deliversARepeatedDeliveryOnceAndUnderTheSameId(String provider, String header, String body) {
        Hook hook = hook(provider);
        Map<String, String> own = new HashMap<>(Map.of(header, "d-1"));
        own.put("X-Event-Key", "repo:push");
        own.put("X-Gitea-Event", "issues");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        CloudEvent event = hook.event(Sender.signed(provider, Hook.NOW, own, bytes), body);
        // a later attempt: signed anew, and marked as one
        own.put("X-Slack-Retry-Num", "1");
        own.put("X-Slack-Retry-Reason", "http_timeout");
        own.put("X-Attempt-Number", "2");
        own.put("X-Gitlab-Webhook-UUID", "another");
        Map<String, String> again = Sender.signed(provider, Hook.NOW.plusSeconds(60), own, bytes);
        assertThat(hook.post(again, body).status()).isEqualTo(204);
        assertThat(hook.delivered).hasSize(1);
        assertThat(hook.metrics.duplicates()).isEqualTo(1);
        assertThat(hook(provider).event(again, body).getId()).isEqualTo(event.getId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "stripe", "slack", "shopify", "bitbucket", "gitea", "standard-webhooks"})
    void refusesWhatIsNotSignedAndNeedsSecrets(String provider) {
        assertThat(hook(provider)
                        .post(Map.of("Content-Type", "application/json"), "{}")
                        .status())
                .isEqualTo(401);
        assertThat(Hook.problem(Map.of("provider", provider))).contains("allow-unsigned: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe", "slack", "standard-webhooks"})
    void refusesASignatureThatIsTooOldOrFromTheFuture(String provider) {
        byte[] body = "{\"id\":\"1\",\"type\":\"t\"}".getBytes(StandardCharsets.UTF_8);
        for (Duration off : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-6))) {
            Map<String, String> headers = Sender.signed(provider, Hook.NOW.plus(off), Map.of(), body);
            assertThat(hook(provider).post(headers, body).status()).isEqualTo(401);
        }
    }

    @Test
    void gitlabIdsOfARecursionDiffer() {
        // one X-Gitlab-Event-UUID for all webhooks that a webhook set off
        Hook hook = hook("gitlab");
        Map<String, String> headers = Map.of("X-Gitlab-Event-UUID", "u", "X-Gitlab-Instance", "https://git.example");
        CloudEvent first = post(
                hook,
                "gitlab",
                headers,
                "{\"object_kind\":\"issue\",\"object_attributes\":{\"iid\":1,\"state\":\"opened\"}}");
        CloudEvent second = post(
                hook,
                "gitlab",
                headers,
                "{\"object_kind\":\"issue\",\"object_attributes\":{\"iid\":2,\"state\":\"closed\"}}");
        assertThat(first.getId()).isNotEqualTo(second.getId());
        assertThat(second.getType()).isEqualTo("com.gitlab.issue.closed");
        assertThat(second.getSubject()).isEqualTo("2");
        assertThat(second.getSource()).hasToString("https://git.example");
    }

    @Test
    void slackChallengesAndCommandsAndChecksAreAnswered() {
        Hook hook = hook("slack");
        String challenge = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB10\"}";
        WebhookReply reply = hook.post(
                Sender.signed("slack", Hook.NOW, Map.of(), challenge.getBytes(StandardCharsets.UTF_8)), challenge);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("3eZbrw1aB10");
        assertThat(hook.post(Map.of("Content-Type", "application/json"), challenge)
                        .status())
                .isEqualTo(401);

        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        CloudEvent command = post(hook, "slack", form, "team_id=T1&command=%2Fweather&text=94070&trigger_id=13.7");
        assertThat(command.getType()).isEqualTo("com.slack.slash_command");
        assertThat(command.getId()).isEqualTo("13.7");
        assertThat(command.getSubject()).isEqualTo("/weather");
        assertThat(command.getDataContentType()).isEqualTo("application/x-www-form-urlencoded");
        String check = "ssl_check=1&token=x";
        assertThat(hook.post(Sender.signed("slack", Hook.NOW, form, check.getBytes(StandardCharsets.UTF_8)), check)
                        .status())
                .isEqualTo(204);
        String payload =
                "{\"type\":\"block_actions\",\"team\":{\"id\":\"T1\"},\"trigger_id\":\"1.2\",\"actions\":[{\"action_ts\":\"1596530385.194939\"}]}";
        CloudEvent action = post(hook, "slack", form, "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8));
        assertThat(action.getType()).isEqualTo("com.slack.block_actions");
        assertThat(action.getTime()).isEqualTo("2020-08-04T08:39:45.194939Z");
        assertThat(Hook.text(action)).isEqualTo(payload);
        assertThat(hook.delivered).hasSize(2);
    }

    @Test
    void stripeTakesSeveralSignaturesAndConnectedAccounts() {
        Hook hook = hook("stripe");
        String body =
                "{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"created\":1677833999,\"account\":\"acct_1\",\"data\":{\"object\":{\"id\":\"in_1\"}}}";
        Map<String, String> headers =
                Sender.signed("stripe", Hook.NOW, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        headers.computeIfPresent("Stripe-Signature", (name, value) -> value.replace(",v1=", ",v1=00,v0=11,v1="));
        CloudEvent event = hook.event(headers, body);
        assertThat(event.getSource()).hasToString("https://api.stripe.com/v1/accounts/acct_1");
        assertThat(event.getSubject()).isEqualTo("in_1");
        assertThat(event.getTime()).isEqualTo("2023-03-03T08:59:59Z");
    }

    @Test
    void shopifyTellsTopicsOfOneEventApart() {
        Hook hook = hook("shopify");
        for (String topic : List.of("orders/create", "orders/paid", "orders/create")) {
            String body = "{\"id\":7}";
            Map<String, String> own = Map.of(
                    "X-Shopify-Topic",
                    topic,
                    "X-Shopify-Event-Id",
                    "e1",
                    "X-Shopify-Shop-Domain",
                    "a.myshopify.com",
                    "X-Shopify-Triggered-At",
                    "2024-08-07T22:57:57.290670248Z");
            hook.post(Sender.signed("shopify", Hook.NOW, own, body.getBytes(StandardCharsets.UTF_8)), body);
        }
        assertThat(hook.delivered.stream().map(CloudEvent::getType))
                .containsExactly("com.shopify.orders.create", "com.shopify.orders.paid");
        assertThat(hook.delivered.get(0).getSource()).hasToString("https://a.myshopify.com");
        assertThat(hook.delivered.get(0).getTime()).isEqualTo("2024-08-07T22:57:57.290670248Z");
    }

    @Test
    void bitbucketKnowsCloudAndDataCenter() {
        Hook hook = hook("bitbucket");
        CloudEvent cloud = post(
                hook,
                "bitbucket",
                Map.of("X-Event-Key", "pullrequest:comment_created", "X-Request-UUID", "r1"),
                "{\"repository\":{\"links\":{\"html\":{\"href\":\"https://bitbucket.org/a/b\"}}},\"pullrequest\":{\"id\":9},\"comment\":{\"updated_on\":\"2015-04-06T16:52:29.982346+00:00\"}}");
        assertThat(cloud.getType()).isEqualTo("org.bitbucket.pullrequest.comment_created");
        assertThat(cloud.getSource()).hasToString("https://bitbucket.org/a/b");
        assertThat(cloud.getSubject()).isEqualTo("9");
        assertThat(cloud.getTime()).isEqualTo("2015-04-06T16:52:29.982346Z");
        CloudEvent center = post(
                hook,
                "bitbucket",
                Map.of("X-Event-Key", "repo:refs_changed", "X-Request-Id", "r2"),
                "{\"eventKey\":\"repo:refs_changed\",\"date\":\"2017-09-19T09:45:32+1000\",\"changes\":[{\"ref\":{\"id\":\"refs/heads/master\"}}]}");
        assertThat(center.getTime()).isEqualTo("2017-09-19T09:45:32+10:00");
        assertThat(center.getSubject()).isEqualTo("refs/heads/master");
        String ping = "{\"test\":true}";
        assertThat(hook.post(
                                Sender.signed(
                                        "bitbucket",
                                        Hook.NOW,
                                        Map.of("X-Event-Key", "diagnostics:ping"),
                                        ping.getBytes(StandardCharsets.UTF_8)),
                                ping)
                        .status())
                .isEqualTo(204);
        assertThat(hook.delivered).hasSize(2);
    }

    @Test
    void giteaNamesEventAndAction() {
        CloudEvent event = post(
                hook("gitea"),
                "gitea",
                Map.of("X-Gitea-Event", "pull_request", "X-Gitea-Delivery", "f6266f16"),
                "{\"action\":\"opened\",\"number\":3,\"pull_request\":{\"number\":3,\"updated_at\":\"2020-01-02T03:04:05Z\"},\"repository\":{\"html_url\":\"https://git.example/a/b\"}}");
        assertThat(event.getId()).isEqualTo("f6266f16");
        assertThat(event.getType()).isEqualTo("io.gitea.pull_request.opened");
        assertThat(event.getSource()).hasToString("https://git.example/a/b");
        assertThat(event.getTime()).isEqualTo("2020-01-02T03:04:05Z");
    }

    @Test
    void standardWebhooksMayBeSignedByEitherKindOfKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        KeyPair pair = generator.generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key = "whpk_"
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Hook hook = new Hook(Map.of("provider", "standard-webhooks", "secrets", List.of(key, Sender.STANDARD_SECRET)));
        String body = "{\"type\":\"user.created\",\"timestamp\":\"2026-03-01T11:59:00Z\",\"data\":{\"id\":\"u1\"}}";
        String seconds = Long.toString(Hook.NOW.getEpochSecond());
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(("msg_2." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        String signature = "v1,AAAA v1a," + Base64.getEncoder().encodeToString(signer.sign());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                "msg_2",
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                signature);
        CloudEvent event = hook.event(headers, body);
        assertThat(event.getId()).isEqualTo("msg_2");
        assertThat(event.getType()).isEqualTo("user.created");
        assertThat(event.getSubject()).isEqualTo("u1");
        assertThat(event.getTime()).isEqualTo("2026-03-01T11:59:00Z");
        assertThat(hook.post(headers, body.replace("u1", "u2")).status()).isEqualTo(401);
        Map<String, String> other = new HashMap<>(headers);
        other.put("webhook-id", "msg_3");
        assertThat(hook.post(other, body).status()).isEqualTo(401);
        assertThat(post(hook, "standard-webhooks", Map.of("webhook-id", "msg_4"), body)
                        .getId())
                .isEqualTo("msg_4");
        Hook onlyKey = new Hook(Map.of("provider", "standard-webhooks", "secrets", List.of(key)));
        assertThat(onlyKey.event(headers, body)).isEqualTo(event);
    }

    @Test
    void standardWebhooksCarryCloudEvents() {
        Hook hook = hook("standard-webhooks");
        String body = "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/shop\",\"type\":\"order\",\"data\":[1]}";
        CloudEvent structured =
                post(hook, "standard-webhooks", Map.of("Content-Type", "application/cloudevents+json"), body);
        assertThat(structured.getId()).isEqualTo("7");
        assertThat(Hook.text(structured)).isEqualTo("[1]");
        Map<String, String> binary = Map.of(
                "webhook-id", "msg_5", "ce-specversion", "1.0", "ce-id", "8", "ce-source", "/shop", "ce-type", "order");
        assertThat(post(hook, "standard-webhooks", binary, "{}").getId()).isEqualTo("8");
        // what is signed decides whether it is the same delivery, not what anyone could change on the way
        Map<String, String> changed = new HashMap<>(binary);
        changed.put("ce-id", "9");
        assertThat(hook.post(Sender.signed("standard-webhooks", Hook.NOW, changed, new byte[] {'{', '}'}), "{}")
                        .status())
                .isEqualTo(204);
        assertThat(hook.delivered).hasSize(2);
    }

    private static CloudEvent post(Hook hook, String provider, Map<String, String> headers, String body) {
        return hook.event(Sender.signed(provider, Hook.NOW, headers, body.getBytes(StandardCharsets.UTF_8)), body);
    }

    private static Hook hook(String provider) {
        return new Hook(Map.of("provider", provider, "secrets", List.of(Sender.secret(provider))));
    }
}
