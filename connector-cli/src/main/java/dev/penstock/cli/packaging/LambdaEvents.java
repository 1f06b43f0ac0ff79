package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.engine.config.PipelineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What invokes a function on Lambda, as its template says it. */
final class LambdaEvents {
    private static final List<Object> PARTIAL = List.of("ReportBatchItemFailures");

    private final FunctionPlan plan;
    private final LambdaTrigger trigger;

    LambdaEvents(FunctionPlan plan, LambdaTrigger trigger) {
        this.plan = plan;
        this.trigger = trigger;
    }

    /** The events of the function, by name. */
    Map<String, Object> events() {
        return switch (trigger.kind()) {
            case EVENTS -> Map.of();
            case SQS -> one("SQS", queue());
            case SNS -> one("SNS", map("Topic", trigger.arn()));
            case KINESIS -> one("Kinesis", stream());
            case DYNAMODB -> one("DynamoDB", stream());
            case KAFKA -> topics();
            case MQ -> queues();
            case S3 -> one("EventBridgeRule", rule(bucketPattern()));
            case EVENTBRIDGE -> one("EventBridgeRule", rule(pattern()));
            case SCHEDULE -> one("ScheduleV2", schedule());
        };
    }

    private static Map<String, Object> one(String type, Map<String, Object> properties) {
        return map("Trigger", map("Type", type, "Properties", properties));
    }

    private Map<String, Object> queue() {
        Map<String, Object> queue = batches();
        queue.put("Queue", trigger.resource() == null ? LambdaTemplate.arn("Queue") : trigger.arn());
        queue.put("FunctionResponseTypes", PARTIAL); // I1: without it the answer of which failed would not be read
        scaling()
                .ifPresent(scaling ->
                        queue.put("ScalingConfig", map("MaximumConcurrency", Math.min(1000, scaling.max()))));
        return queue;
    }

    private Map<String, Object> batches() {
        Map<String, Object> batches = map("BatchSize", trigger.batchSize());
        if (!trigger.batchWindow().isZero()) {
            batches.put("MaximumBatchingWindowInSeconds", seconds());
        }
        return batches;
    }

    /** Whole seconds, and not less than was asked for. */
    private long seconds() {
        return trigger.batchWindow().plusNanos(999_999_999).toSeconds();
    }

    /** No limit of attempts: a record that cannot be delivered holds up its shard, and nothing is lost but by its age. */
    private Map<String, Object> stream() {
        Map<String, Object> stream = batches();
        stream.put("Stream", trigger.arn());
        stream.put("StartingPosition", "TRIM_HORIZON");
        stream.put("FunctionResponseTypes", PARTIAL); // I1
        stream.put("BisectBatchOnFunctionError", true);
        stream.put(
                "DestinationConfig",
                map("OnFailure", map("Type", "SQS", "Destination", LambdaTemplate.arn("DeadLetters"))));
        return stream;
    }

    /** A mapping takes one topic. Which records failed is read with provisioned pollers only. */
    private Map<String, Object> topics() {
        Map<String, Object> events = new LinkedHashMap<>();
        boolean managed = trigger.isOf("kafka");
        for (String topic : trigger.topics()) {
            Map<String, Object> records = batches();
            records.put("Topics", List.of(topic));
            records.put("StartingPosition", "TRIM_HORIZON");
            records.put("FunctionResponseTypes", PARTIAL); // I1
            records.put("BisectBatchOnFunctionError", true);
            int max = scaling().map(PipelineFile.Scaling::max).orElse(10);
            records.put("ProvisionedPollerConfig", map("MinimumPollers", 1, "MaximumPollers", Math.min(2000, max)));
            if (managed) {
                records.put("Stream", trigger.arn());
            } else {
                records.remove("MaximumBatchingWindowInSeconds"); // the template of AWS knows none here
                records.put("KafkaBootstrapServers", List.of(trigger.arn().split(",")));
                records.put("SourceAccessConfigurations", access("SASL_SCRAM_512_AUTH"));
            }
            events.put(
                    "Trigger" + (events.size() + 1),
                    map("Type", managed ? "MSK" : "SelfManagedKafka", "Properties", records));
        }
        return events;
    }

    private Map<String, Object> queues() {
        Map<String, Object> events = new LinkedHashMap<>();
        for (String queue : trigger.topics()) {
            Map<String, Object> messages = batches();
            messages.put("Broker", trigger.arn());
            messages.put("Queues", List.of(queue));
            messages.put("SourceAccessConfigurations", access("BASIC_AUTH"));
            events.put("Trigger" + (events.size() + 1), map("Type", "MQ", "Properties", messages));
        }
        return events;
    }

    private static List<Object> access(String kind) {
        return List.of(map("Type", kind, "URI", map("Ref", "BrokerSecret")));
    }

    private Map<String, Object> rule(Object pattern) {
        Map<String, Object> rule = map("Pattern", pattern);
        if (trigger.kind() == LambdaTrigger.Kind.EVENTBRIDGE && trigger.resource() != null) {
            rule.put("EventBusName", trigger.arn());
        }
        rule.put("DeadLetterConfig", map("Arn", LambdaTemplate.arn("DeadLetters")));
        return rule;
    }

    private Object bucketPattern() {
        return map(
                "source",
                List.of("aws.s3"),
                "detail",
                map("bucket", map("name", List.of(LambdaTriggerRules.bucket(trigger)))));
    }

    /** In the order of the text, so that the same pipeline gives the same bytes. */
    private Object pattern() {
        try {
            return JSON.std.mapFrom(trigger.pattern());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scheduler fills its own words in; an event of a time has that time as its id, however often it is tried. */
    private Map<String, Object> schedule() {
        String source = "/schedules/" + plan.label();
        return map(
                "ScheduleExpression",
                String.valueOf(trigger.schedule()),
                "Input",
                "{\"specversion\":\"1.0\",\"id\":\"<aws.scheduler.scheduled-time>\",\"source\":\"" + source
                        + "\",\"type\":\"dev.penstock.schedule\",\"time\":\"<aws.scheduler.scheduled-time>\"}");
    }

    private Optional<PipelineFile.Scaling> scaling() {
        return plan.pipeline().scaling();
    }

    /** What the function's role has to be allowed, and no more. */
    List<Object> statements() {
        List<Object> statements = new ArrayList<>();
        switch (trigger.kind()) {
            case SQS ->
                statements.add(LambdaTemplate.allow(
                        trigger.resource() == null ? LambdaTemplate.arn("Queue") : trigger.arn(),
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:ChangeMessageVisibility",
                        "sqs:GetQueueAttributes"));
            case KINESIS ->
                statements.add(LambdaTemplate.allow(
                        trigger.arn(),
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards"));
            case DYNAMODB -> {
                statements.add(LambdaTemplate.allow(
                        trigger.arn(), "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"));
                statements.add(LambdaTemplate.allow("*", "dynamodb:ListStreams"));
            }
            case KAFKA -> kafka(statements);
            case MQ -> {
                statements.add(LambdaTemplate.allow(trigger.arn(), "mq:DescribeBroker"));
                statements.add(LambdaTemplate.allow(map("Ref", "BrokerSecret"), "secretsmanager:GetSecretValue"));
                statements.add(network());
            }
            case EVENTS, SNS, S3, EVENTBRIDGE, SCHEDULE -> {}
        }
        return statements;
    }

    private void kafka(List<Object> statements) {
        if (trigger.isOf("kafka")) {
            String cluster = trigger.arn();
            statements.add(LambdaTemplate.allow(
                    cluster,
                    "kafka:DescribeCluster",
                    "kafka:DescribeClusterV2",
                    "kafka:GetBootstrapBrokers",
                    "kafka-cluster:Connect"));
            List<Object> topics = new ArrayList<>();
            trigger.topics().forEach(topic -> topics.add(cluster.replaceFirst(":cluster/", ":topic/") + "/" + topic));
            statements.add(LambdaTemplate.allow(topics, "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"));
            statements.add(LambdaTemplate.allow(
                    cluster.replaceFirst(":cluster/", ":group/") + "/*",
                    "kafka-cluster:DescribeGroup",
                    "kafka-cluster:AlterGroup"));
        } else {
            statements.add(LambdaTemplate.allow(map("Ref", "BrokerSecret"), "secretsmanager:GetSecretValue"));
        }
        statements.add(network());
    }

    /** The pollers of brokers stand in their network; these actions know no narrower resource. */
    private static Object network() {
        return LambdaTemplate.allow(
                "*",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs");
    }
}
