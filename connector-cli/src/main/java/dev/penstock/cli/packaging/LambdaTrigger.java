package dev.penstock.cli.packaging;

import dev.penstock.api.config.Option;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.host.ProcessReferences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the config of a {@code trigger} says, as the connector declares it; it has been checked against that before.
 *
 * @param kind what invokes the function
 * @param resource which queue, topic, stream, table, broker or bucket
 * @param topics which topics of a Kafka cluster, or queues of a broker
 * @param batchSize most records in one invocation
 * @param batchWindow how long records are gathered
 * @param schedule when, as EventBridge writes it
 * @param pattern which events of a bus
 */
public record LambdaTrigger(
        @Option(value = "See the connector", fallback = "events") Kind kind,
        @Option("See the connector") @Nullable String resource,
        @Option(value = "See the connector", fallback = "") List<String> topics,
        @Option(value = "See the connector", fallback = "10") int batchSize,
        @Option(value = "See the connector", fallback = "0s") Duration batchWindow,
        @Option("See the connector") @Nullable String schedule,
        @Option("See the connector") @Nullable String pattern) {
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
        SCHEDULE
    }

    public LambdaTrigger {
        topics = List.copyOf(topics);
    }

    /** The trigger of a pipeline. */
    static LambdaTrigger of(FunctionPlan plan) {
        Mapping config = config(plan);
        Binder.Bound<LambdaTrigger> bound =
                new Binder(new ProcessReferences(Map.of())).bind(LambdaTrigger.class, config, "source.config");
        LambdaTrigger trigger = bound.value();
        if (trigger == null) {
            throw new IllegalArgumentException(bound.problems().toString());
        }
        return trigger;
    }

    /** Its config as it was written. */
    static Mapping config(FunctionPlan plan) {
        return plan.pipeline().written().get("source") instanceof Mapping source
                        && source.get("config") instanceof Mapping config
                ? config
                : Mapping.empty(Location.NOWHERE);
    }

    /** Whether Lambda repeats an invocation by itself, and then hands it to a destination. */
    boolean pushed() {
        return switch (kind) {
            case EVENTS, SNS, S3, EVENTBRIDGE, SCHEDULE -> true;
            case SQS, KINESIS, DYNAMODB, KAFKA, MQ -> false;
        };
    }

    /** The resource; asked for once it is known to be there. */
    String arn() {
        return resource == null ? "" : resource;
    }

    /** Whether the resource is an ARN of that service. */
    boolean isOf(String service) {
        return arn().matches("arn:aws[a-z-]*:" + service + ":[^:]*:[^:]*:.+");
    }

    /** Whether order is kept by groups. */
    boolean fifo() {
        return arn().endsWith(".fifo");
    }
}
