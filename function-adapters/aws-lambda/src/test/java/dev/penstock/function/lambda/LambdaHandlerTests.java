package dev.penstock.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.function.FunctionProblem;
import dev.penstock.function.TestPackage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaHandlerTests {
    private static final String FIFO = ",\"attributes\":{\"MessageGroupId\":\"%s\",\"SequenceNumber\":\"1\"}";

    @TempDir
    Path dir;

    private TestPackage made = new TestPackage(Path.of("."));
    private final java.util.ArrayList<LambdaHandler> open = new java.util.ArrayList<>();

    @BeforeEach
    void makePackage() {
        made = new TestPackage(dir).attempts(2);
    }

    @AfterEach
    void close() {
        open.forEach(LambdaHandler::close);
    }

    private LambdaHandler handler(String... environment) {
        Map<String, String> variables =
                new HashMap<>(Map.of("LAMBDA_TASK_ROOT", made.write().toString()));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        LambdaHandler handler = new LambdaHandler(variables);
        open.add(handler);
        return handler;
    }

    private static String invoke(LambdaHandler handler, String payload) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                    answer,
                    new TestContext("r1", 20_000));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static String event(String id, String type) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/x\",\"type\":\"" + type
                + "\",\"subject\":\"" + id + "\"}";
    }

    private static String sqs(String id, String type) {
        return RecordsTests.sqs("m" + id, event(id, type), "");
    }

    private static String fifo(String id, String type, String group) {
        return RecordsTests.sqs("m" + id, event(id, type), FIFO.formatted(group));
    }

    private static String kinesis(int number, String type) {
        return "{\"eventSource\":\"aws:kinesis\",\"eventSourceARN\":\"arn:aws:kinesis:x:1:stream/s\",\"kinesis\":{\"partitionKey\":\"k"
                + number + "\",\"sequenceNumber\":\"" + number + "\",\"data\":\""
                + RecordsTests.base64(event("" + number, type)) + "\"}}";
    }

    private static String kafka(int offset, String type) {
        return "{\"topic\":\"t\",\"partition\":0,\"offset\":" + offset + ",\"value\":\""
                + RecordsTests.base64(event("o" + offset, type)) + "\"}";
    }

    @Test
    @Tag("I1")
    void leavesExactlyTheFailedMessagesWithTheQueue() {
        LambdaHandler handler = handler();
        String answer = invoke(
                handler,
                RecordsTests.records(sqs("1", "plain"), sqs("2", "reject"), sqs("3", "retry"), sqs("4", "plain")));
        assertThat(answer)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m3\"}]}");
        assertThat(made.delivered()).containsExactlyInAnyOrder("1", "4");
        assertThat(invoke(handler, RecordsTests.records(sqs("5", "plain")))).isEqualTo("{\"batchItemFailures\":[]}");
    }

    private static String balancer(String headers, String method) {
        return "{\"requestContext\":{\"elb\":{\"targetGroupArn\":\"arn:aws:elasticloadbalancing:x:1:targetgroup/t/1\"}},"
                + "\"httpMethod\":\"" + method + "\",\"path\":\"/health\",\"queryStringParameters\":{}," + headers
                + ",\"body\":\"\",\"isBase64Encoded\":false}";
    }

    @Test
    void tellsALoadBalancerThatItIsThereAndTouchesNothing() throws IOException {
        Path halting = Files.createFile(dir.resolve("halting"));
        made.sink("halting", halting.toString());
        LambdaHandler handler = handler();
        String agent = "\"user-agent\":\"ELB-HealthChecker/2.0\"";
        assertThat(invoke(handler, balancer("\"headers\":{" + agent + "}", "GET")))
                .isEqualTo(
                        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"isBase64Encoded\":false,"
                                + "\"body\":\"healthy\"}");
        assertThat(invoke(
                        handler, balancer("\"multiValueHeaders\":{\"user-agent\":[\"ELB-HealthChecker/2.0\"]}", "GET")))
                .contains("\"statusCode\":200")
                .contains("\"multiValueHeaders\":{\"Content-Type\":[\"text/plain\"]}");
        // whoever else asks is answered by the function
        assertThat(invoke(handler, balancer("\"headers\":{\"user-agent\":\"curl\"}", "GET")))
                .contains("\"statusCode\":405");
        assertThat(invoke(handler, balancer("\"headers\":{" + agent + "}", "POST")))
                .doesNotContain("\"statusCode\":200");
        assertThat(made.delivered()).isEmpty();
    }

    @Test
    void aPlainMessageDoesNotWaitForAnother() {
        String claim = ",\"messageAttributes\":{\"content-type\":{\"stringValue\":\"application/cloudevents+json\"}}";
        String answer = invoke(
                handler(),
                RecordsTests.records(RecordsTests.sqs("bad", "{}", claim), RecordsTests.sqs("good", "x", "")));
        assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"bad\"}]}");
        assertThat(made.delivered()).containsExactly("good");
    }

    @Test
    @Tag("I4")
    void leavesWhatIsBehindAFailedMessageOfItsGroup() {
        String answer = invoke(
                handler(),
                RecordsTests.records(
                        fifo("1", "plain", "a"),
                        fifo("2", "retry", "a"),
                        fifo("3", "plain", "b"),
                        fifo("4", "plain", "a")));
        assertThat(answer)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m4\"}]}");
        assertThat(made.delivered()).containsExactlyInAnyOrder("1", "3");
    }

    @Test
    void namesTheFirstFailedRecordOfAShard() {
        String answer =
                invoke(handler(), RecordsTests.records(kinesis(1, "plain"), kinesis(2, "reject"), kinesis(3, "retry")));
        assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
    }

    @Test
    void namesTheFirstFailedRecordOfEachPartition() {
        String answer = invoke(
                handler(),
                "{\"eventSource\":\"aws:kafka\",\"records\":{\"t-0\":[" + kafka(1, "plain") + "," + kafka(2, "reject")
                        + ","
                        + kafka(3, "reject") + "],\"t-1\":[" + kafka(7, "plain") + "],\"t-2\":[" + kafka(9, "retry")
                        + "]}}");
        assertThat(answer)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"t-0\",\"offset\":2}},"
                        + "{\"itemIdentifier\":{\"partition\":\"t-2\",\"offset\":9}}]}");
    }

    @Test
    @Tag("I1")
    void throwsWhereNobodyReadsWhichRecordsFailed() {
        LambdaHandler handler = handler("PENSTOCK_PARTIAL_RESPONSES", "false");
        assertThatThrownBy(() -> invoke(handler, RecordsTests.records(sqs("1", "plain"), sqs("2", "reject"))))
                .isInstanceOf(NotDelivered.class);
        assertThatThrownBy(() -> invoke(handler, "[" + event("3", "plain") + "," + event("4", "reject") + "]"))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining("1 of 2 events are not delivered")
                .hasMessageContaining("4: the target does not want")
                .hasMessageContaining("told-to-reject");
    }

    @Test
    void answersDirectInvocations() {
        LambdaHandler handler = handler();
        assertThat(invoke(handler, event("1", "plain"))).isEqualTo("{\"settled\":1}");
        assertThat(invoke(handler, event("2", "reply"))).contains("\"id\":\"reply-2\"");
        assertThat(invoke(handler, "{\"any\":true}")).isEqualTo("{\"settled\":1}");
        assertThat(made.delivered()).containsExactly("1", "2", "r1");
    }

    @Test
    void goesOnAfterAMalformedInvocation() {
        LambdaHandler handler = handler();
        assertThatThrownBy(() -> invoke(handler, "{")).isInstanceOf(IllegalArgumentException.class);
        assertThat(invoke(handler, event("1", "plain"))).isEqualTo("{\"settled\":1}");
    }

    @Test
    void answersHttpRequests() {
        String request =
                "{\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"rawPath\":\"/\",\"headers\":{\"content-type\":"
                        + "\"application/cloudevents+json\"},\"body\":" + Json.quoted(event("1", "%s")) + "}";
        LambdaHandler handler = handler();
        assertThat(invoke(handler, request.formatted("plain"))).startsWith("{\"statusCode\":204,");
        assertThat(invoke(handler, request.formatted("reject"))).startsWith("{\"statusCode\":422,");
        assertThat(invoke(handler, request.formatted("retry"))).startsWith("{\"statusCode\":503,");
    }

    @Test
    void aWebhookTakesHttpRequestsOnly() {
        made.hook("/hook");
        LambdaHandler handler = handler();
        String request =
                "{\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"rawPath\":\"/hook\",\"headers\":{},\"body\":\"1\"}";
        assertThat(invoke(handler, request)).startsWith("{\"statusCode\":204,");
        assertThatThrownBy(() -> invoke(handler, RecordsTests.records(sqs("1", "plain"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook")
                .hasMessageContaining("sqs");
        assertThat(made.delivered()).containsExactly("1");
    }

    @Test
    void takesInvocationsAtOnce() {
        LambdaHandler handler = handler();
        List<CompletableFuture<String>> answers = IntStream.range(0, 64)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        invoke(handler, RecordsTests.records(sqs("e" + number, number % 8 == 0 ? "reject" : "plain")))))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            String failures = i % 8 == 0 ? "{\"itemIdentifier\":\"me" + i + "\"}" : "";
            assertThat(answers.get(i).join()).isEqualTo("{\"batchItemFailures\":[" + failures + "]}");
        }
        assertThat(made.delivered()).hasSize(56);
    }

    @Test
    void closesForASnapshotAndOpensAgainAfterIt() throws Exception {
        LambdaHandler handler = handler();
        handler.function().beforeCheckpoint(Core.getGlobalContext());
        assertThatThrownBy(() -> invoke(handler, event("1", "plain"))).isInstanceOf(IllegalStateException.class);
        handler.function().afterRestore(Core.getGlobalContext());
        assertThat(invoke(handler, event("2", "plain"))).isEqualTo("{\"settled\":1}");
        assertThat(made.delivered()).containsExactly("2");
    }

    @Test
    void leavesTimeForTheAnswer() {
        assertThat(LambdaHandler.limit(60_000)).isEqualTo(Duration.ofSeconds(59));
        assertThat(LambdaHandler.limit(1_000)).isEqualTo(Duration.ofMillis(750));
        assertThat(LambdaHandler.limit(0)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new LambdaHandler(Map.of())).isInstanceOf(FunctionProblem.class);
        assertThatThrownBy(() -> new LambdaHandler(Map.of("LAMBDA_TASK_ROOT", dir.toString())))
                .isInstanceOf(FunctionProblem.class)
                .hasMessageContaining("penstock package");
        assertThatThrownBy(() -> handler("PENSTOCK_PARTIAL_RESPONSES", "maybe")).isInstanceOf(FunctionProblem.class);
    }
}
