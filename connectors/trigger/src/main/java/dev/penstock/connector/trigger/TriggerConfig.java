package dev.penstock.connector.trigger;

import dev.penstock.api.config.Option;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link InvocationTrigger}.
 *
 * @param kind what invokes the function
 * @param resource which queue, topic, stream, table or bucket
 * @param topics which topics of a Kafka cluster
 * @param batchSize most records in one invocation
 * @param batchWindow how long the platform gathers records
 * @param schedule when, as the platform writes it
 * @param pattern which events of an event bus
 */
public record TriggerConfig(
        @Option(
                        value = "What invokes the function; events are CloudEvents, sent over HTTP or invoked directly",
                        fallback = "events")
                Kind kind,
        @Option(
                        value = "The queue, topic, stream, table, broker or bucket, as the platform names it",
                        example = "arn:aws:sqs:eu-central-1:123456789012:orders")
                @Nullable
                String resource,
        @Option(value = "The topics of a Kafka cluster", fallback = "") List<String> topics,
        @Option(value = "Most records in one invocation", fallback = "10", min = "1", max = "10000") int batchSize,
        @Option(value = "How long the platform gathers records before it invokes", fallback = "0s", max = "5m")
                Duration batchWindow,
        @Option(value = "When to invoke, as the platform writes it", example = "rate(5 minutes)") @Nullable
                String schedule,
        @Option(value = "Which events of an event bus, as its JSON pattern", example = "{\"source\": [\"aws.s3\"]}")
                @Nullable
                String pattern) {

    /** What invokes a function. */
    public enum Kind {
        EVENTS,
        SQS,
        SNS,
        KINESIS,
        DYNAMODB,
        KAFKA,
        MQ,
        S3,
        EVENTBRIDGE,
        SCHEDULE,
        ROCKETMQ,
        RABBITMQ,
        OBS,
        SMN,
        CTS,
        LTS,
        EVENTGRID
    }

    public TriggerConfig {
        topics = List.copyOf(topics);
        if (kind == Kind.SCHEDULE && schedule == null) {
            throw new IllegalArgumentException("kind: schedule needs a schedule; add schedule: rate(5 minutes)");
        }
        if (kind == Kind.KAFKA && topics.isEmpty()) {
            throw new IllegalArgumentException("kind: kafka needs topics; add topics: [orders]");
        }
    }
}
