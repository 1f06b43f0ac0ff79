package dev.penstock.cli.packaging;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.PipelineFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What Lambda asks of a trigger beyond what the connector does; every refusal says what to write instead. */
final class LambdaTriggerRules {
    private static final String ACCOUNT = ":eu-central-1:123456789012:";

    private LambdaTriggerRules() {}

    static List<String> refusals(FunctionPlan plan) {
        for (Map.Entry<String, ConfigNode> entry :
                LambdaTrigger.config(plan).entries().entrySet()) {
            if (entry.getValue() instanceof ConfigNode.Text text && text.text().contains("${")) {
                return List.of("source.config." + entry.getKey()
                        + ": the template is made now, and the environment is known later; write the value itself");
            }
        }
        String kind = TriggerBlock.of(plan).kind();
        List<String> kinds = Stream.of(LambdaTrigger.Kind.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!kinds.contains(kind)) {
            return List.of("source.config.kind: Lambda has no trigger of kind " + kind + "; use one of "
                    + String.join(", ", kinds));
        }
        LambdaTrigger trigger = LambdaTrigger.of(plan);
        List<String> refusals = new ArrayList<>();
        switch (trigger.kind()) {
            case SQS -> queue(plan, trigger, refusals);
            case SNS -> topic(trigger, refusals);
            case KINESIS -> resource(trigger, "kinesis", "arn:aws:kinesis" + ACCOUNT + "stream/orders", refusals);
            case DYNAMODB ->
                resource(
                        trigger,
                        "dynamodb",
                        "arn:aws:dynamodb" + ACCOUNT + "table/orders/stream/2026-01-01T00:00:00.000",
                        refusals);
            case KAFKA -> {
                if (!trigger.isOf("kafka") && !trigger.arn().matches("[^/\\s,:]+:\\d+(,[^/\\s,:]+:\\d+)*")) {
                    refusals.add("source.config.resource: name the cluster, by its ARN or as host:9092,host:9092");
                }
            }
            case MQ -> {
                resource(trigger, "mq", "arn:aws:mq" + ACCOUNT + "broker:orders:b-1", refusals);
                if (trigger.topics().isEmpty()) {
                    refusals.add("source.config.topics: name the queues of the broker: topics: [orders]");
                }
            }
            case S3 -> {
                if (!bucket(trigger).matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
                    refusals.add("source.config.resource: name the bucket: resource: my-bucket");
                }
            }
            case EVENTBRIDGE -> pattern(trigger, refusals);
            case SCHEDULE -> {
                if (!String.valueOf(trigger.schedule()).matches("(rate|cron|at)\\(.+\\)")) {
                    refusals.add("source.config.schedule: EventBridge writes rate(5 minutes), cron(0 8 * * ? *) or"
                            + " at(2026-01-31T08:00:00); write one of them");
                }
            }
            case EVENTS -> {}
        }
        return refusals;
    }

    /** The name of the bucket, which may be given as an ARN. */
    static String bucket(LambdaTrigger trigger) {
        return trigger.arn().replaceFirst("^arn:aws[a-z-]*:s3:::", "");
    }

    private static void queue(FunctionPlan plan, LambdaTrigger trigger, List<String> refusals) {
        if (trigger.resource() != null) {
            resource(trigger, "sqs", "arn:aws:sqs" + ACCOUNT + "orders", refusals);
        }
        boolean gathers = !trigger.batchWindow().isZero();
        if (trigger.fifo() && (trigger.batchSize() > 10 || gathers)) {
            refusals.add("source.config.batch-size: a FIFO queue gives 10 messages at most and gathers none; write"
                    + " batch-size: 10 and leave 'batch-window' out");
        } else if (trigger.batchSize() > 10 && !gathers) {
            refusals.add("source.config.batch-size: SQS gives more than 10 messages only when it may gather them; add"
                    + " batch-window: 1s");
        }
        if (plan.pipeline().scaling().map(PipelineFile.Scaling::max).orElse(2) < 2) {
            refusals.add("scaling.max: SQS invokes two at once at least; write max: 2");
        }
    }

    private static void topic(LambdaTrigger trigger, List<String> refusals) {
        resource(trigger, "sns", "arn:aws:sns" + ACCOUNT + "orders", refusals);
        if (trigger.fifo()) {
            refusals.add(
                    "source.config.resource: a FIFO topic invokes no function; subscribe a FIFO queue to it, and write"
                            + " kind: sqs with the queue's ARN");
        }
    }

    private static void resource(LambdaTrigger trigger, String service, String example, List<String> refusals) {
        if (!trigger.isOf(service)) {
            refusals.add("source.config.resource: name it by its ARN: resource: " + example);
        }
    }

    private static void pattern(LambdaTrigger trigger, List<String> refusals) {
        try {
            if (trigger.pattern() != null
                    && !JSON.std.mapFrom(trigger.pattern()).isEmpty()) {
                return;
            }
        } catch (IOException notJson) {
            // told below
        }
        refusals.add("source.config.pattern: say in JSON which events: pattern: '{\"source\": [\"my.shop\"]}'");
    }
}
