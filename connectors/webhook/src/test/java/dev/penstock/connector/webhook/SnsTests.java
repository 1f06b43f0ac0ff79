package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookReply;
import dev.penstock.engine.strand.Workers;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTests {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/plain; charset=UTF-8", "x-amz-sns-subscription-arn", SnsStandIn.TOPIC + ":2bcfbf39");
    private static final Workers WORKERS = new Workers(InstantSource.fixed(Hook.NOW), (strand, bug) -> {});

    private static @Nullable SnsStandIn standIn;

    @BeforeAll
    static void start(@TempDir Path dir) throws Exception {
        standIn = new SnsStandIn(dir);
    }

    @AfterAll
    static void stop() {
        sns().close();
        WORKERS.close();
    }

    @ParameterizedTest
    @CsvSource({"1,/chain.pem", "2,/chain.pem", "1,/leaf.pem", "2,/leaf.pem"})
    void takesNotificationsSignedByTheCertificateAndFetchesItOnce(String version, String path) throws Exception {
        sns().asked.clear();
        Hook hook = hook(Map.of());
        for (String id : List.of("m-1", "m-2", "m-1")) {
            Map<String, String> message = sns().notification(id);
            message.put("SignatureVersion", version);
            message.put("SigningCertURL", sns().url(path));
            assertThat(hook.post(HEADERS, sns().signed(message, "leaf")).status())
                    .isEqualTo(204);
        }
        assertThat(sns().asked).containsExactly(path);
        assertThat(hook.delivered.stream().map(CloudEvent::getId)).containsExactly("m-1", "m-2");
        CloudEvent event = hook.delivered.get(0);
        assertThat(event.getType()).isEqualTo("com.amazonaws.sns.Notification");
        assertThat(event.getSource()).hasToString(SnsStandIn.TOPIC + ":2bcfbf39");
        assertThat(event.getSubject()).isEqualTo("an order");
        assertThat(event.getTime()).isEqualTo("2026-03-01T11:59:58.123Z");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type", "SignatureVersion"})
    void refusesWhatWasChangedAfterSigning(String field) throws Exception {
        Hook hook = hook(Map.of("topics", List.of(SnsStandIn.TOPIC, SnsStandIn.TOPIC + "x")));
        String good = sns().signed(sns().notification("m-1"), "leaf");
        String value = Objects.requireNonNull(sns().notification("m-1").get(field))
                .replace("\n", "\\n")
                .replace("\"", "\\\"");
        String changed =
                switch (field) {
                    case "Type" -> "SubscriptionConfirmation";
                    case "SignatureVersion" -> "1";
                    default -> value + "x";
                };
        String bad = good.replace("\"" + field + "\":\"" + value + "\"", "\"" + field + "\":\"" + changed + "\"");
        assertThat(bad).isNotEqualTo(good);
        assertThat(hook.post(HEADERS, bad).status()).isEqualTo(401);
        assertThat(hook.post(HEADERS, good.replace("\"Message\":", "\"Message\":\"first\",\"Message\":"))
                        .status())
                .isEqualTo(401);
        assertThat(hook.post(HEADERS, good).status()).isEqualTo(204);
        assertThat(hook.delivered).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /none.pem         | leaf    | no certificate
            /redirect.pem     | leaf    | no certificate
            /confirm          | leaf    | not that of a certificate
            /broken-chain.pem | foreign | can be trusted
            /root.pem         | root    | not made for Amazon SNS
            /leaf.pem         | foreign | does not match
            """)
    void refusesCertificatesThatAreNotOfSns(String path, String alias, String why) throws Exception {
        Map<String, String> message = sns().notification("m-1");
        message.put("SigningCertURL", sns().url(path));
        WebhookReply reply = hook(Map.of()).post(HEADERS, sns().signed(message, alias));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).contains(why);
    }

    @Test
    void refusesACertificateThatIsNotValidNow() throws Exception {
        Workers early = new Workers(InstantSource.fixed(Instant.parse("2024-01-01T00:00:00Z")), (strand, bug) -> {});
        try (early) {
            Hook hook = new Hook(config(Map.of()), Instant.parse("2024-01-01T00:00:00Z"), early.newStrand("hook"));
            for (String path : List.of("/leaf.pem", "/chain.pem")) {
                Map<String, String> message = sns().notification("m-1");
                message.put("SigningCertURL", sns().url(path));
                assertThat(hook.post(HEADERS, sns().signed(message, "leaf")).status())
                        .isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem",
                "https://evil.example#sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
                "https://x@sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
                "https://s3.eu-west-1.amazonaws.com/x.pem",
                "https://mysns.eu-west-1.amazonaws.com/x.pem",
                "https://snsxeu-west-1.amazonaws.com/x.pem",
                "https://localhost/x.pem",
                "not a url"
            })
    void callsNoOtherHostThanThoseOfSns(String url) throws Exception {
        sns().asked.clear();
        Hook hook = new Hook(
                Map.of("provider", "aws-sns", "topics", List.of(SnsStandIn.TOPIC)),
                Hook.NOW,
                WORKERS.newStrand("hook"));
        Map<String, String> message = sns().notification("m-1");
        message.put("SigningCertURL", url);
        WebhookReply reply = hook.post(HEADERS, sns().signed(message, "leaf"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).contains("SigningCertURL");
        assertThat(sns().asked).isEmpty();
    }

    @Test
    void confirmsSubscriptionsOfItsTopicsOnly() throws Exception {
        Hook hook = hook(Map.of());
        sns().asked.clear();
        Map<String, String> message = sns().confirmation("SubscriptionConfirmation");
        assertThat(hook.post(HEADERS, sns().signed(message, "leaf")).status()).isEqualTo(200);
        assertThat(sns().asked).containsExactly("/chain.pem", "/confirm?Action=ConfirmSubscription&Token=t0ken");

        sns().asked.clear();
        Map<String, String> foreign = new HashMap<>(message);
        foreign.put("TopicArn", "arn:aws:sns:eu-west-1:999999999999:evil");
        assertThat(hook.post(HEADERS, sns().signed(foreign, "leaf")).status()).isEqualTo(401);
        assertThat(hook.post(HEADERS, sns().signed(message, "foreign")).status())
                .isEqualTo(401);
        Map<String, String> elsewhere = new HashMap<>(message);
        elsewhere.put("SubscribeURL", "https://internal.example/delete");
        assertThat(hook.post(HEADERS, sns().signed(elsewhere, "leaf")).status()).isEqualTo(401);
        assertThat(sns().asked).isEmpty();

        Map<String, String> down = new HashMap<>(message);
        down.put("SubscribeURL", sns().url("/gone"));
        assertThat(hook.post(HEADERS, sns().signed(down, "leaf")).status()).isEqualTo(500);
        assertThat(hook.post(HEADERS, sns().signed(sns().confirmation("UnsubscribeConfirmation"), "leaf"))
                        .status())
                .isEqualTo(200);
        assertThat(hook.delivered).isEmpty();
    }

    @Test
    void tellsTheSenderToTryAgainWhenTheCertificateCannotBeFetched() throws Exception {
        SnsStandIn sns = sns();
        Hook hook = hook(Map.of("sns-hosts", List.of("localhost:1")));
        Map<String, String> message = sns.notification("m-1");
        message.put("SigningCertURL", "https://localhost:1/leaf.pem");
        assertThat(hook.post(HEADERS, sns.signed(message, "leaf")).status()).isEqualTo(500);
    }

    @Test
    void refusesOldMessagesWhenToldTo() throws Exception {
        String body = sns().signed(sns().notification("m-1"), "leaf");
        assertThat(hook(Map.of("tolerance", "1s")).post(HEADERS, body).status()).isEqualTo(401);
        assertThat(hook(Map.of("tolerance", "5s")).post(HEADERS, body).status()).isEqualTo(204);
        assertThat(hook(Map.of()).post(HEADERS, "raw").body()).contains("raw message delivery");
    }

    @Test
    void needsTopicsAndNoSecrets() {
        assertThat(Hook.problem(Map.of("provider", "aws-sns"))).contains("'topics'");
        assertThat(Hook.problem(Map.of("provider", "aws-sns", "secrets", List.of("s"), "topics", List.of("t"))))
                .contains("leave out 'secrets'");
        assertThat(Hook.problem(Map.of("provider", "github", "secrets", List.of("s"), "topics", List.of("t"))))
                .contains("for the provider aws-sns");
        // without the check nothing is confirmed either
        Hook open = new Hook(Map.of("provider", "aws-sns", "allow-unsigned", "true"));
        assertThat(open.post(HEADERS, "{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"1\"}")
                        .status())
                .isEqualTo(204);
        assertThat(open.delivered).isEmpty();
    }

    private static Hook hook(Map<String, Object> more) {
        return new Hook(config(more), Hook.NOW, WORKERS.newStrand("hook"));
    }

    private static Map<String, Object> config(Map<String, Object> more) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("provider", "aws-sns");
        config.put("topics", List.of(SnsStandIn.TOPIC));
        config.put("sns-hosts", List.of(sns().host()));
        config.put("sns-trust", sns().trust.toString());
        config.putAll(more);
        return config;
    }

    private static SnsStandIn sns() {
        return Objects.requireNonNull(standIn);
    }
}
