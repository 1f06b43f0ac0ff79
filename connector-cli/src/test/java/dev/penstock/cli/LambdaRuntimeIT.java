package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What is packaged for Lambda runs in Lambda's own runtime. */
final class LambdaRuntimeIT {
    private static final String TOKEN = "only-for-this-test";

    private static final String WEBHOOK =
            """
              connector: webhook
              config: { provider: cloudevents, path: /hooks/in, secrets: ["${env:HOOK_TOKEN}"] }
            """
                    .indent(2);

    @TempDir
    Path dir;

    private LambdaProcess start(String source, PickyReceiver receiver, Map<String, String> environment)
            throws Exception {
        Path file = Files.writeString(
                dir.resolve("orders.yaml"),
                "source:\n" + source + "sink:\n  connector: http\n  config: { url: \"" + receiver.address() + "\" }\n");
        Path output = dir.resolve("out");
        CommandRun run =
                CommandRun.of("package", file.toString(), "--target", "aws-lambda", "--output", output.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new LambdaProcess(output.resolve("function.zip"), dir.resolve("task"), environment);
    }

    private static String sqs(String... ids) {
        StringBuilder records = new StringBuilder();
        for (String id : ids) {
            records.append(records.isEmpty() ? "" : ",")
                    .append("{\"messageId\":\"")
                    .append(id)
                    .append(
                            "\",\"body\":\"hello\",\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:eu-central-1:1:q\"}");
        }
        return "{\"Records\":[" + records + "]}";
    }

    private static String http(String path, String id, String token) {
        return "{\"version\":\"2.0\",\"rawPath\":\"" + path
                + "\",\"rawQueryString\":\"\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},"
                + "\"headers\":{\"authorization\":\"Bearer " + token
                + "\",\"content-type\":\"application/cloudevents+json\"},\"isBase64Encoded\":false,"
                + "\"body\":\"{\\\"specversion\\\":\\\"1.0\\\",\\\"id\\\":\\\"" + id
                + "\\\",\\\"source\\\":\\\"/x\\\",\\\"type\\\":\\\"t\\\"}\"}";
    }

    @Test
    @Tag("I1")
    void answersInvocationAfterInvocation(TestReporter reporter) throws Exception {
        try (PickyReceiver receiver = new PickyReceiver();
                LambdaProcess lambda = timed(
                        reporter,
                        "start",
                        () -> start("  connector: trigger\n  config: { kind: sqs }\n", receiver, Map.of()))) {
            assertThat(lambda.started().error()).as(lambda.log()).isFalse();
            RuntimeApi.Answer first = timed(reporter, "first", () -> lambda.invoke(sqs("m1", "bad2", "m3")));
            assertThat(first.body()).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"bad2\"}]}");
            RuntimeApi.Answer malformed = lambda.invoke("{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}");
            assertThat(malformed.error()).isTrue();
            assertThat(malformed.body()).contains("messageId");
            assertThat(lambda.invoke("no JSON").error()).isTrue();
            for (int i = 10; i < 30; i++) {
                String id = "m" + i;
                RuntimeApi.Answer next =
                        i == 29 ? timed(reporter, "warm", () -> lambda.invoke(sqs(id))) : lambda.invoke(sqs(id));
                assertThat(next.body()).isEqualTo("{\"batchItemFailures\":[]}");
            }
            assertThat(lambda.invoke(http("/", "h1", "")).body()).contains("\"statusCode\":204");
            RuntimeApi.Answer kept =
                    lambda.invoke("[{\"specversion\":\"1.0\",\"id\":\"bad9\",\"source\":\"/x\",\"type\":\"t\"}]");
            assertThat(kept.error()).isTrue();
            assertThat(kept.body()).contains("bad9").contains("1 of 1 events are not delivered");
            assertThat(receiver.taken()).contains("m1", "m3", "m29", "h1").hasSize(23);
        }
    }

    @Test
    void runsAWebhook() throws Exception {
        try (PickyReceiver receiver = new PickyReceiver();
                LambdaProcess lambda = start(WEBHOOK, receiver, Map.of("HOOK_TOKEN", TOKEN))) {
            assertThat(lambda.started().error()).as(lambda.log()).isFalse();
            assertThat(lambda.invoke(http("/hooks/in", "w1", TOKEN)).body()).contains("\"statusCode\":20");
            assertThat(lambda.invoke(http("/hooks/in", "w2", "wrong")).body()).contains("\"statusCode\":401");
            assertThat(lambda.invoke(http("/elsewhere", "w3", TOKEN)).body()).contains("\"statusCode\":404");
            assertThat(lambda.invoke(http("/hooks/in", "bad4", TOKEN)).body()).contains("\"statusCode\":50");
            assertThat(receiver.taken()).containsExactly("w1");
            assertThat(lambda.log()).doesNotContain(TOKEN);
        }
    }

    @Test
    void goesOnAfterASnapshot() throws Exception {
        try (PickyReceiver receiver = new PickyReceiver();
                LambdaProcess lambda = start(
                        "  connector: trigger\n", receiver, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
            assertThat(lambda.started().error()).as(lambda.log()).isFalse();
            assertThat(lambda.restored()).as(lambda.log()).isTrue();
            assertThat(lambda.log()).contains("closed for a snapshot", "open again after it");
            assertThat(lambda.invoke(sqs("m1")).body()).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(receiver.taken()).containsExactly("m1");
        }
    }

    @Test
    void saysWhyItCannotStart() throws Exception {
        try (PickyReceiver receiver = new PickyReceiver();
                LambdaProcess lambda = start(WEBHOOK, receiver, Map.of())) {
            assertThat(lambda.started().error()).isTrue();
            assertThat(lambda.started().body() + lambda.log()).contains("HOOK_TOKEN");
        }
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> T timed(TestReporter reporter, String what, Work<T> work) throws Exception {
        long from = System.nanoTime();
        T result = work.run();
        reporter.publishEntry(what, (System.nanoTime() - from) / 1_000_000 + " ms");
        return result;
    }
}
