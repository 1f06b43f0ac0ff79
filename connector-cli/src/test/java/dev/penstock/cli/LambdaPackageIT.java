package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code package --target aws-lambda} writes, and what it refuses. */
final class LambdaPackageIT {
    private static final String HOSTILE = "q\\\": {x: !evil}\\n- 'y' # \\u2028 %s ${";
    private static final String SECRET = "s3cret-that-nobody-may-see";

    @TempDir
    Path dir;

    private CommandRun run(String source, String more, String output) throws IOException {
        Path file = Files.writeString(
                dir.resolve("orders.yaml"),
                "source:\n" + source + "sink:\n  connector: http\n  config:\n    url: http://127.0.0.1:9/\n"
                        + "    auth: { bearer: \"${env:SINK_TOKEN}\" }\n    headers: { X-Tenant: \"${env:TENANT:-none}\" }\n"
                        + more);
        return CommandRun.of(
                Map.of("SINK_TOKEN", SECRET),
                "package",
                file.toString(),
                "--target",
                "aws-lambda",
                "--output",
                dir.resolve(output).toString());
    }

    private static String trigger(String config) {
        return "  connector: trigger\n  config: " + config + "\n";
    }

    private Map<String, Object> template(String source, String more) throws IOException {
        CommandRun run = run(source, more, "out");
        assertThat(run.exitCode()).as(run.err()).isZero();
        String yaml = Files.readString(dir.resolve("out/template.yaml"));
        return object(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value, String... names) {
        Object found = value;
        for (String name : names) {
            found = Objects.requireNonNull(((Map<String, Object>) found).get(name), name);
        }
        return (Map<String, Object>) found;
    }

    private static Map<String, Object> function(Map<String, Object> template) {
        return object(template, "Resources", "Function", "Properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ kind: sqs }",
                "{ kind: sqs, resource: \"arn:aws:sqs:eu-central-1:123456789012:orders\", batch-size: 100, batch-window: 1s }",
                "{ kind: sqs, resource: \"arn:aws:sqs:eu-central-1:123456789012:orders.fifo\" }",
                "{ kind: sns, resource: \"arn:aws:sns:eu-central-1:123456789012:orders\" }",
                "{ kind: kinesis, resource: \"arn:aws:kinesis:eu-central-1:123456789012:stream/orders\", batch-size: 500 }",
                "{ kind: dynamodb, resource: \"arn:aws:dynamodb:eu-central-1:1:table/o/stream/2026-01-01T00:00:00.000\" }",
                "{ kind: kafka, resource: \"arn:aws:kafka:eu-central-1:1:cluster/o/1-2\", topics: [a, b] }",
                "{ kind: kafka, resource: \"b1:9092,b2:9092\", topics: [a] }",
                "{ kind: mq, resource: \"arn:aws:mq:eu-central-1:1:broker:o:b-1\", topics: [a] }",
                "{ kind: s3, resource: my-bucket }",
                "{ kind: eventbridge, pattern: '{\"source\": [\"my.shop\"], \"detail\": {\"n\": [{\"numeric\": [\">\", 1]}]}}' }",
                "{ kind: schedule, schedule: rate(5 minutes) }"
            })
    void theTemplateIsWhatSamTakes(String config) throws IOException {
        Path data = Path.of(System.getProperty("penstock.data", ""), "sam", "sam.schema.json.gz");
        Assumptions.assumeThat(System.getProperty("penstock.data", ""))
                .as("needs -Dpenstock.data=DIR")
                .isNotEmpty();
        Map<String, Object> template = template(trigger(config), "scaling: { max: 5 }\n");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(data))) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            assertThat(schema.validate(JSON.std.asString(template), InputFormat.JSON))
                    .isEmpty();
            function(template).put("Colour", "red");
            assertThat(schema.validate(JSON.std.asString(template), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    @Tag("I1")
    void aTriggerWhoseAnswerIsReadSaysSo() throws IOException {
        Map<String, Object> queue = function(template(trigger("{ kind: sqs }"), "scaling: { max: 5 }\n"));
        assertThat(object(queue, "Events", "Trigger", "Properties"))
                .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"))
                .containsEntry("ScalingConfig", Map.of("MaximumConcurrency", 5));
        assertThat(queue).doesNotContainKey("ReservedConcurrentExecutions").containsKey("SnapStart");
        Map<String, Object> stream = function(template(
                trigger("{ kind: kinesis, resource: \"arn:aws:kinesis:eu-central-1:1:stream/orders\" }"),
                "scaling: { min: 2, max: 5 }\n"));
        assertThat(object(stream, "Events", "Trigger", "Properties"))
                .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
        assertThat(stream)
                .containsEntry("ReservedConcurrentExecutions", 5)
                .containsEntry("ProvisionedConcurrencyConfig", Map.of("ProvisionedConcurrentExecutions", 2))
                .doesNotContainKey("SnapStart");
    }

    @Test
    void aWebhookHasARouteOfItsOwn() throws IOException {
        String source =
                "  connector: webhook\n  config: { provider: github, path: /hooks/github, secrets: [\"${env:SINK_TOKEN}\"] }\n";
        assertThat(object(function(template(source, "")), "Events", "Webhook", "Properties"))
                .isEqualTo(Map.of("Path", "/hooks/github", "Method", "ANY"));
        CommandRun early = run(source.replace("path:", "respond: immediately, path:"), "", "early");
        assertThat(early.exitCode()).isEqualTo(2);
        assertThat(early.err()).contains("respond").contains("leave 'respond' out");
    }

    @Test
    @Tag("I7")
    void noSecretIsInAnyFile() throws IOException {
        Map<String, Object> template = template(trigger("{ kind: sqs }"), "");
        assertThat(object(template, "Parameters", "EnvSinkToken"))
                .containsEntry("NoEcho", true)
                .doesNotContainKey("Default");
        assertThat(object(template, "Parameters", "EnvTenant"))
                .containsEntry("NoEcho", true)
                .containsEntry("Default", "");
        assertThat(object(function(template), "Environment", "Variables"))
                .containsEntry("SINK_TOKEN", Map.of("Ref", "EnvSinkToken"));
        LambdaProcess.unzip(dir.resolve("out/function.zip"), dir.resolve("out/unzipped"));
        for (Path file : files(dir.resolve("out"))) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void theRoleAllowsTheSecretsOfThePipelineAndNoOthers() throws IOException {
        String letters =
                """
                delivery:
                  dead-letter:
                    connector: http
                    config:
                      url: "${aws-parameter:/shop/url:3}"
                      auth: { basic: { username: "${aws-parameter:user}", password: "${aws-secret:shop/db#/pass}" } }
                      headers: { X-Other: "${aws-secret:arn:aws:secretsmanager:eu-west-1:123456789012:secret:o-AbCdEf}" }
                """;
        Map<String, Object> template = template(trigger("{ kind: schedule, schedule: rate(5 minutes) }"), letters);
        List<?> policies = (List<?>) Objects.requireNonNull(
                object(template, "Resources", "Role", "Properties").get("Policies"));
        List<?> statements = (List<?>)
                Objects.requireNonNull(object(policies.get(0), "PolicyDocument").get("Statement"));
        String own = "${AWS::Region}:${AWS::AccountId}:";
        assertThat(statements.subList(statements.size() - 3, statements.size()))
                .isEqualTo(List.of(
                        Map.of(
                                "Effect",
                                "Allow",
                                "Action",
                                List.of("secretsmanager:GetSecretValue"),
                                "Resource",
                                List.of(
                                        Map.of(
                                                "Fn::Sub",
                                                "arn:${AWS::Partition}:secretsmanager:" + own
                                                        + "secret:shop/db-??????"),
                                        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:o-AbCdEf")),
                        Map.of(
                                "Effect",
                                "Allow",
                                "Action",
                                List.of("ssm:GetParameter"),
                                "Resource",
                                List.of(
                                        Map.of("Fn::Sub", "arn:${AWS::Partition}:ssm:" + own + "parameter/shop/url"),
                                        Map.of("Fn::Sub", "arn:${AWS::Partition}:ssm:" + own + "parameter/user"))),
                        Map.of(
                                "Fn::If",
                                List.of(
                                        "HasSecretsKey",
                                        Map.of(
                                                "Effect",
                                                "Allow",
                                                "Action",
                                                List.of("kms:Decrypt"),
                                                "Resource",
                                                Map.of("Ref", "SecretsKey")),
                                        Map.of("Ref", "AWS::NoValue")))));
        assertThat(object(template, "Parameters", "SecretsKey")).containsEntry("Default", "");
        assertThat(object(template, "Conditions")).containsKey("HasSecretsKey");
        assertThat(Files.readString(dir.resolve("out/README.md"))).contains("`${aws-secret:shop/db#/pass}`");
        LambdaProcess.unzip(dir.resolve("out/function.zip"), dir.resolve("task"));
        assertThat(dir.resolve("task/secrets/aws/secrets-aws.jar")).exists();
        assertThat(template(trigger("{ kind: sqs }"), "").toString()).doesNotContain("SecretsKey");
    }

    @Test
    void theZipIsLaidOutForLambda() throws IOException {
        assertThat(run(trigger("{ kind: sqs }"), "", "out").exitCode()).isZero();
        Path task = dir.resolve("task");
        LambdaProcess.unzip(dir.resolve("out/function.zip"), task);
        assertThat(task.resolve("lib/function-aws-lambda.jar")).exists();
        assertThat(task.resolve("penstock/function.json")).exists();
        Path home = Path.of(Objects.requireNonNull(System.getProperty("penstock.home")));
        assertThat(task.resolve("connectors/connector-http.jar"))
                .hasSameBinaryContentAs(home.resolve("connectors/connector-http.jar"));
        URL[] path = {task.resolve("lib/connectors.jar").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, null)) {
            assertThat(loader.findResource("dev/penstock/connector/http/HttpSink.class"))
                    .isNotNull();
        }
        try (Stream<Path> jars = Files.list(task.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(jar -> jar.startsWith("jetty") || jar.startsWith("connector-runtime"));
        }
    }

    @Test
    void theSamePipelineGivesTheSameBytes() throws IOException {
        assertThat(run(trigger("{ kind: sqs }"), "scaling: { max: 5 }\n", "one").exitCode())
                .isZero();
        assertThat(run(trigger("{ kind: sqs }"), "scaling: { max: 5 }\n", "two").exitCode())
                .isZero();
        assertThat(contents(dir.resolve("one"))).isEqualTo(contents(dir.resolve("two")));
    }

    @Test
    void valuesAreQuotedWhateverTheyContain() throws IOException {
        String topic = HOSTILE.replace(" ${", "");
        Map<String, Object> template = template(
                trigger("{ kind: mq, resource: \"arn:aws:mq:eu-central-1:1:broker:o:b-1\", topics: [\"" + topic
                        + "\", \"no\"] }"),
                "");
        assertThat(object(function(template), "Events", "Trigger1", "Properties"))
                .containsEntry("Queues", List.of("q\": {x: !evil}\n- 'y' # \u2028 %s"));
        assertThat(object(function(template), "Events", "Trigger2", "Properties"))
                .containsEntry("Queues", List.of("no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ kind: sqs, resource: orders } | arn:aws:sqs:",
                "{ kind: sqs, batch-size: 100 } | batch-window: 1s",
                "{ kind: sqs, resource: \"arn:aws:sqs:x:1:o.fifo\", batch-window: 1s } | leave 'batch-window' out",
                "{ kind: sns, resource: \"arn:aws:sns:x:1:o.fifo\" } | kind: sqs",
                "{ kind: sns } | arn:aws:sns:",
                "{ kind: kinesis } | arn:aws:kinesis:",
                "{ kind: kafka, topics: [a] } | host:9092",
                "{ kind: mq, resource: \"arn:aws:mq:x:1:broker:o:b\" } | topics: [orders]",
                "{ kind: s3 } | my-bucket",
                "{ kind: eventbridge, pattern: no JSON } | my.shop",
                "{ kind: schedule, schedule: \"*/5 * * * *\" } | rate(5 minutes)",
                "{ kind: sqs, resource: \"${env:QUEUE}\" } | write the value itself"
            })
    void whatCannotRunIsRefusedWithTheWayOut(String configAndFix) throws IOException {
        String[] parts = configAndFix.split(" \\| ");
        CommandRun run = run(trigger(parts[0]), "", "out");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("cannot run as a function on aws-lambda").contains(parts[1]);
        assertThat(dir.resolve("out")).doesNotExist();
    }

    @Test
    void aFileOfThisMachineIsRefused() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "x");
        CommandRun run = run(
                "  connector: webhook\n  config: { provider: github, path: /h, secrets: [\"${file:" + secret
                        + "}\"] }\n",
                "",
                "out");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("${file:").contains("${env:NAME}");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(folder)) {
            contents.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
        }
        return contents;
    }
}
