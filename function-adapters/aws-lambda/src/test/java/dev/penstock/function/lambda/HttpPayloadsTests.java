package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.webhook.WebhookRequest;
import dev.penstock.function.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpPayloadsTests {
    private static Payload.Http read(String payload) {
        return (Payload.Http) Payloads.read(payload.getBytes(StandardCharsets.UTF_8), FactsTests.CALL);
    }

    private static String second(String domain, String stage, String path) {
        return "{\"version\":\"2.0\",\"rawPath\":\"" + path
                + "\",\"rawQueryString\":\"a=1&b=%20\",\"headers\":{\"x\":\"1,2\"},"
                + "\"requestContext\":{\"domainName\":\"" + domain + "\",\"stage\":\"" + stage
                + "\",\"http\":{\"method\":\"POST\"}},\"body\":\"AP8=\",\"isBase64Encoded\":true}";
    }

    @Test
    void readsTheBytesOfABody() {
        assertThat(read(second("api", "$default", "/h")).request().body()).containsExactly(0, 0xff);
        assertThatThrownBy(() -> read(second("api", "$default", "/h").replace("AP8=", "?")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Base64");
    }

    @Test
    void takesTheStageOffThePath() {
        assertThat(read(second("api", "prod", "/prod/hook")).request().path()).isEqualTo("/hook");
        assertThat(read(second("api", "prod", "/prod")).request().path()).isEqualTo("/");
        assertThat(read(second("api", "prod", "/products")).request().path()).isEqualTo("/products");
        assertThat(read(second("api", "$default", "/a%20b")).request().path()).isEqualTo("/a%20b");
        assertThat(read(second("x.lambda-url.eu-central-1.on.aws", "$default", "/a%20b+"))
                        .request()
                        .path())
                .isEqualTo("/a b+");
    }

    @Test
    void readsEveryValueOfAHeaderAndTheQuery() {
        WebhookRequest request =
                read("{\"httpMethod\":\"post\",\"path\":\"/p\",\"multiValueHeaders\":{\"X\":[\"1\",\"2\"]},"
                                + "\"headers\":{\"X\":\"2\"},\"multiValueQueryStringParameters\":{\"a b\":[\"1\",\"&\"]},"
                                + "\"queryStringParameters\":{\"a b\":\"&\"},\"body\":null}")
                        .request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers("x")).containsExactly("1", "2");
        assertThat(request.query()).isEqualTo("a%20b=1&a%20b=%26");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void leavesTheQueryOfALoadBalancerAsItWasSent() {
        Payload.Http http = read(
                "{\"requestContext\":{\"elb\":{\"targetGroupArn\":\"arn\"}},\"httpMethod\":\"POST\",\"path\":\"/a%20b\","
                        + "\"queryStringParameters\":{\"q\":\"a%20b\"},\"headers\":{\"x\":\"1\"},\"body\":\"\",\"isBase64Encoded\":false}");
        assertThat(http.form()).isEqualTo(HttpForm.LOAD_BALANCER);
        assertThat(http.request().query()).isEqualTo("q=a%20b");
        assertThat(http.request().path()).isEqualTo("/a b");
    }

    @Test
    void writesRepliesInTheFormOfTheRequest() {
        HttpReply reply =
                new HttpReply(200, Map.of("Content-Type", "text/plain"), "\u00e4\"".getBytes(StandardCharsets.UTF_8));
        assertThat(HttpReplies.write(read(second("api", "$default", "/h")), reply))
                .isEqualTo(
                        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"isBase64Encoded\":false,"
                                + "\"body\":\"\u00e4\\\"\"}");
        Payload.Http many = read(
                "{\"requestContext\":{\"elb\":{}},\"httpMethod\":\"GET\",\"path\":\"/\",\"multiValueHeaders\":{\"x\":[\"1\"]}}");
        assertThat(HttpReplies.write(many, new HttpReply(200, Map.of("X", "1"), new byte[] {(byte) 0xff})))
                .isEqualTo("{\"statusCode\":200,\"multiValueHeaders\":{\"X\":[\"1\"]},\"isBase64Encoded\":true,"
                        + "\"body\":\"/w==\"}");
    }
}
