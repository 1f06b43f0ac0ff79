package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alarms of a function on Lambda: something was given up, invocations fail, or what comes is not kept up with. */
final class LambdaAlarms {
    private final @Nullable LambdaTrigger trigger;
    private final boolean letters;

    LambdaAlarms(@Nullable LambdaTrigger trigger, boolean letters) {
        this.trigger = trigger;
        this.letters = letters;
    }

    Map<String, Object> resources() {
        Object function = dimension("FunctionName", map("Ref", "Function"));
        Map<String, Object> alarms =
                map("ErrorsAlarm", alarm("Invocations fail", "AWS/Lambda", "Errors", "Sum", 0, function));
        if (letters) {
            Object queue = dimension("QueueName", map("Fn::GetAtt", List.of("DeadLetters", "QueueName")));
            String metric = "ApproximateNumberOfMessagesVisible";
            alarms.put("DeadLettersAlarm", alarm("Something was given up", "AWS/SQS", metric, "Maximum", 0, queue));
        }
        LambdaTrigger known = trigger;
        if (known != null) {
            switch (known.kind()) {
                case SQS -> {
                    Object name = known.resource() == null
                            ? map("Fn::GetAtt", List.of("Queue", "QueueName"))
                            : known.arn().substring(known.arn().lastIndexOf(':') + 1);
                    Object queue = dimension("QueueName", name);
                    String metric = "ApproximateAgeOfOldestMessage";
                    alarms.put("BacklogAlarm", alarm("Messages wait", "AWS/SQS", metric, "Maximum", 900, queue));
                }
                case KINESIS, DYNAMODB ->
                    alarms.put(
                            "BacklogAlarm",
                            alarm("Records wait", "AWS/Lambda", "IteratorAge", "Maximum", 900_000, function));
                case EVENTS, SNS, KAFKA, MQ, S3, EVENTBRIDGE, SCHEDULE -> {}
            }
        }
        return alarms;
    }

    private static Object dimension(String name, Object value) {
        return map("Name", name, "Value", value);
    }

    private static Map<String, Object> alarm(
            String description, String namespace, String metric, String statistic, int above, Object dimension) {
        return map(
                "Type",
                "AWS::CloudWatch::Alarm",
                "Properties",
                map(
                        "AlarmDescription",
                        description,
                        "Namespace",
                        namespace,
                        "MetricName",
                        metric,
                        "Dimensions",
                        List.of(dimension),
                        "Statistic",
                        statistic,
                        "Period",
                        60,
                        "EvaluationPeriods",
                        1,
                        "Threshold",
                        above,
                        "ComparisonOperator",
                        "GreaterThanThreshold",
                        "TreatMissingData",
                        "notBreaching",
                        "AlarmActions",
                        map(
                                "Fn::If",
                                List.of(
                                        "HasAlarmTopic",
                                        List.of(map("Ref", "AlarmTopic")),
                                        map("Ref", "AWS::NoValue")))));
    }
}
