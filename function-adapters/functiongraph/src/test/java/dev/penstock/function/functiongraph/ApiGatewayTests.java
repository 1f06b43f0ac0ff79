package dev.penstock.function.functiongraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.webhook.WebhookRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiGatewayTests {
    private static WebhookRequest request(String json) {
        return ApiGateway.request(new Payload(json.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    @Test
    void readsEveryPartOfARequest() {
        WebhookRequest request = request("{\"httpMethod\":\"post\",\"path\":\"/a%2Fb+c\",\"body\":\"grün\","
                + "\"isBase64Encoded\":false,\"queryStringParameters\":{\"q\":\"1 & 2\",\"r\":[\"x\",\"y\"],\"s\":null},"
                + "\"headers\":{\"A\":\"1\",\"b\":[\"2\",\"3\"],\"c\":{\"d\":1}}}");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a/b+c");
        assertThat(request.query()).isEqualTo("q=1+%26+2&r=x&r=y");
        assertThat(request.header("a")).isEqualTo("1");
        assertThat(request.headers("b")).containsExactly("2", "3");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("grün");
    }

    @Test
    void readsARequestWithoutBodyHeadersOrQuery() {
        WebhookRequest request = request("{\"httpMethod\":\"GET\",\"path\":\"/%zz\",\"body\":null}");
        assertThat(request.path()).isEqualTo("/%zz");
        assertThat(request.query()).isEmpty();
        assertThat(request.body()).isEmpty();
    }

    @Test
    void refusesABodyThatIsNotWhatItSays() {
        assertThatThrownBy(() -> request(
                        "{\"httpMethod\":\"GET\",\"path\":\"/\",\"body\":\"YWJj=YQ\",\"isBase64Encoded\":true}"))
                .isInstanceOf(MalformedPayload.class);
    }
}
