package __package__;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Secret;
import dev.penstock.api.webhook.Received;
import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.testkit.WebhookSourceConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every guarantee of a webhook source, and what is particular to this one. The kit signs as the source declares. */
class __Name__WebhookTests implements WebhookSourceConformance {
    @Override
    public Class<?> connector() {
        return __Name__Webhook.class;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("secrets", List.of("first-secret", "second-secret"));
    }

    @Override
    public WebhookRequest request(String value) {
        try {
            String id = "id-" + value;
            return request(id, JSON.std.asString(Map.of("id", id, "type", "note", "value", value)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String value(CloudEvent event) {
        try {
            return (String) JSON.std.mapFrom(event.getData().toBytes()).get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyWithoutAnIdIsRefused() {
        assertThat(webhook().receive(request("1", "{\"type\":\"note\"}"))).isInstanceOf(Received.Refused.class);
        assertThat(webhook().receive(request("1", "{"))).isInstanceOf(Received.Refused.class);
    }

    @Test
    void theTypeIsInTheBody() {
        Received received = webhook().receive(request("1", "{\"id\":7,\"type\":\"note\"}"));
        CloudEvent event = ((Received.Events) received).events().get(0);
        assertThat(event.getId()).isEqualTo("7");
        assertThat(event.getType()).isEqualTo("__package__.note");
    }

    private static __Name__Webhook webhook() {
        return new __Name__Webhook(
                new __Name__Webhook.Config("/hooks/__name__", List.of(Secret.of("secret"))),
                new SourceContext("test", "__name__@0", InstantSource.system()));
    }

    private static WebhookRequest request(String delivery, String body) {
        return new WebhookRequest(
                "POST",
                "/hooks/__name__",
                "",
                List.of(
                        new WebhookRequest.Header("Content-Type", "application/json"),
                        new WebhookRequest.Header("X-Delivery-Id", delivery)),
                body.getBytes(UTF_8));
    }
}
