package dev.penstock.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.webhook.WebhookReply;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Senders of several events in one request, known by a secret in the query. */
class EventGridsTests {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");
    private static final String TWO_BLOBS =
            """
            [{"topic":"/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
              "subject":"/blobServices/default/containers/c/blobs/1.txt","eventType":"Microsoft.Storage.BlobCreated",
              "id":"831e1650-001e-001b-66ab-eeb76e069631","eventTime":"2026-01-25T22:12:19.4556811Z",
              "dataVersion":"1","metadataVersion":"1","data":{"api": "PutBlob", "contentLength": 1e3}},
             {"topic":"/subscriptions/1","subject":"x","eventType":"com.contoso.order","id":"2",
              "eventTime":"2026-01-25T22:12:20Z","data":null}]""";

    private final Hook azure = new Hook(Map.of("provider", "azure-event-grid", "secrets", List.of("k&y", "next")));
    private final Hook huawei = new Hook(Map.of("provider", "huawei-eventgrid", "secrets", List.of("t")));

    @Test
    void azureEventsBecomeAnEventEachWithTheirDataAlone() {
        assertThat(azure.postTo("code=k%26y", JSON, TWO_BLOBS).status()).isEqualTo(204);
        CloudEvent blob = azure.delivered.get(0);
        assertThat(blob.getId()).isEqualTo("831e1650-001e-001b-66ab-eeb76e069631");
        assertThat(blob.getType()).isEqualTo("Microsoft.Storage.BlobCreated");
        assertThat(blob.getSource())
                .hasToString("/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a");
        assertThat(blob.getSubject()).isEqualTo("/blobServices/default/containers/c/blobs/1.txt");
        assertThat(blob.getTime()).isEqualTo("2026-01-25T22:12:19.4556811Z");
        assertThat(blob.getDataContentType()).isEqualTo("application/json");
        assertThat(Hook.text(blob)).isEqualTo("{\"api\": \"PutBlob\", \"contentLength\": 1e3}");
        assertThat(azure.delivered.get(1).getData()).isNull();
        assertThat(azure.postTo("code=next", JSON, TWO_BLOBS).status()).isEqualTo(204);
        assertThat(azure.delivered).hasSize(2);
        assertThat(azure.metrics.duplicates()).isEqualTo(1);
    }

    @Test
    void azureIsKnownByTheSecretInTheQueryOrAsConfigured() {
        for (String query : List.of("", "code=", "code=wrong", "code=next&code=next", "kode=next", "code=%zz")) {
            assertThat(azure.postTo(query, JSON, TWO_BLOBS).status()).isEqualTo(401);
        }
        assertThat(Hook.problem(Map.of("provider", "azure-event-grid"))).contains("secrets");
        Hook header = new Hook(Map.of(
                "provider",
                "azure-event-grid",
                "secrets",
                List.of("s"),
                "auth",
                Map.of("token", Map.of("header", "X-Grid-Key"))));
        assertThat(header.post(Map.of("X-Grid-Key", "s", "Content-Type", "application/json"), TWO_BLOBS)
                        .status())
                .isEqualTo(204);
        assertThat(header.postTo("code=s", JSON, TWO_BLOBS).status()).isEqualTo(401);
    }

    @Test
    void azureTakesAllEventsOrNone() {
        String second = TWO_BLOBS.replace("\"id\":\"2\",", "");
        WebhookReply reply = azure.postTo("code=next", JSON, second);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("event 2: ");
        assertThat(azure.postTo("code=next", JSON, TWO_BLOBS.substring(0, 500)).status())
                .isEqualTo(400);
        assertThat(azure.postTo("code=next", JSON, "[]").status()).isEqualTo(204);
        assertThat(azure.delivered).isEmpty();
    }

    @Test
    void azureSubscriptionsAreValidated() {
        String validation =
                "[{\"id\":\"2d1781af\",\"topic\":\"/subscriptions/1\",\"subject\":\"\",\"data\":{\"validationCode\":\"512d38b6-\\\"c7b8\"},\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"eventTime\":\"2026-01-25T22:12:19Z\",\"metadataVersion\":\"1\",\"dataVersion\":\"1\"}]";
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "aeg-event-type", "SubscriptionValidation");
        WebhookReply reply = azure.postTo("code=next", headers, validation);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/json");
        assertThat(reply.body()).isEqualTo("{\"validationResponse\":\"512d38b6-\\\"c7b8\"}");
        assertThat(azure.postTo("code=wrong", headers, validation).status()).isEqualTo(401);
        assertThat(azure.delivered).isEmpty();
    }

    @Test
    void azureSendsCloudEventsTooAndAsksByOptions() {
        WebhookReply asked =
                azure.send("OPTIONS", Map.of("WebHook-Request-Origin", "eventgrid.azure.net"), new byte[0]);
        assertThat(asked.headers()).containsEntry("WebHook-Allowed-Origin", "eventgrid.azure.net");
        String event = "{\"specversion\":\"1.0\",\"id\":\"9\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"a\":1}}";
        Map<String, String> headers = Map.of("Content-Type", "application/cloudevents+json; charset=utf-8");
        assertThat(azure.postTo("code=next", headers, event).status()).isEqualTo(204);
        assertThat(azure.postTo(
                                "code=next",
                                Map.of("Content-Type", "application/cloudevents-batch+json"),
                                "[" + event.replace("9", "10") + "]")
                        .status())
                .isEqualTo(204);
        assertThat(azure.delivered.stream().map(CloudEvent::getId)).containsExactly("9", "10");
        assertThat(Hook.text(azure.delivered.get(0))).isEqualTo("{\"a\":1}");
    }

    @Test
    void huaweiWrapsCloudEvents() {
        String event =
                "{\"id\":\"4b26115b\",\"specversion\":\"1.0\",\"source\":\"HC.OBS\",\"type\":\"object:put\",\"datacontenttype\":\"application/json\",\"subject\":\"xxx.jpg\",\"time\":\"2022-01-17T12:07:48.955Z\",\"data\":{\"name\":\"test01\"}}";
        String two = "{\"events\":[" + event + "," + event.replace("4b26115b", "5") + "]}";
        assertThat(huawei.postTo("token=t", JSON, two).status()).isEqualTo(204);
        assertThat(huawei.postTo("token=t", JSON, two).status()).isEqualTo(204);
        assertThat(huawei.delivered.stream().map(CloudEvent::getId)).containsExactly("4b26115b", "5");
        CloudEvent first = huawei.delivered.get(0);
        assertThat(first.getType()).isEqualTo("object:put");
        assertThat(first.getSource()).hasToString("HC.OBS");
        assertThat(first.getTime()).isEqualTo("2022-01-17T12:07:48.955Z");
        assertThat(Hook.text(first)).isEqualTo("{\"name\":\"test01\"}");
        assertThat(huawei.postTo("token=t", JSON, event.replace("4b26115b", "6"))
                        .status())
                .isEqualTo(204);
        assertThat(huawei.postTo(
                                "token=t",
                                Map.of("Content-Type", "application/cloudevents+json"),
                                event.replace("4b26115b", "7"))
                        .status())
                .isEqualTo(204);
        assertThat(huawei.delivered).hasSize(4);
        assertThat(huawei.postTo("token=t", JSON, "{\"events\":[{}]}").status()).isEqualTo(400);
        assertThat(huawei.postTo("token=u", JSON, two).status()).isEqualTo(401);
    }
}
