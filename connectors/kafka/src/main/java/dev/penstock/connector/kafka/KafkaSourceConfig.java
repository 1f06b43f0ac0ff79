package dev.penstock.connector.kafka;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link KafkaSource}.
 *
 * @param bootstrapServers where to ask for the cluster
 * @param topics what to read
 * @param groupId the consumer group
 * @param groupInstanceId makes the membership static
 * @param start where a group without a position begins
 * @param readCommitted whether records of open and aborted transactions are left out
 * @param source the source of events made of plain records
 * @param type the type of events made of plain records
 * @param contentType of plain records without a {@code content-type} header
 * @param maxBuffer how much is read ahead
 * @param revokeWait how long a partition that is taken away waits for its events under way
 * @param security TLS and SASL
 * @param properties of the Kafka client
 */
public record KafkaSourceConfig(
        @Option(
                        value = "Brokers to ask for the rest of the cluster, host:port, separated by commas",
                        example = "broker-1:9092,broker-2:9092")
                String bootstrapServers,
        @Option("The topic, a list of topics, or {pattern: ...} for all whose name matches") Topics topics,
        @Option("The consumer group; by default the pipeline's name") @Nullable String groupId,
        @Option("Name of this member for static membership, different in each process: a restart within the session"
                        + " timeout moves no partition")
                @Nullable
                String groupInstanceId,
        @Option(
                        value = "Where the group begins in partitions without a committed offset: earliest, latest or a"
                                + " time like 2026-01-31T00:00:00Z",
                        fallback = "earliest")
                String start,
        @Option(value = "Leave out records of transactions that were aborted or are still open", fallback = "true")
                boolean readCommitted,
        @Option(
                        value = "The source of events made of plain records; by default /kafka/TOPIC. Set it where two"
                                + " clusters have topics of the same name",
                        example = "kafka://production/orders")
                @Nullable
                String source,
        @Option(value = "The type of events made of plain records", fallback = "dev.penstock.kafka.record") String type,
        @Option(
                        value = "The media type of plain records that have no content-type header",
                        example = "application/json")
                @Nullable
                String contentType,
        @Option(value = "How much is read ahead of the pipeline", fallback = "4MiB", min = "64KiB", max = "256MiB")
                DataSize maxBuffer,
        @Option(
                        value =
                                "How long a partition that moves to another member waits for its events under way, so that"
                                        + " none is repeated there; well below max.poll.interval.ms",
                        fallback = "10s",
                        max = "4m")
                Duration revokeWait,
        @Option("TLS and SASL") @Nullable KafkaSecurity security,
        @Option(
                        value =
                                "Properties of the Kafka consumer, by their Kafka names; never shown, because many carry"
                                        + " secrets",
                        fallback = "")
                Map<String, Secret> properties) {
    public KafkaSourceConfig {
        properties = Map.copyOf(properties);
        ClientProperties.checkConsumer(properties);
        Start.check(start);
        PlainShape.check(source, type, contentType);
    }

    PlainShape shape() {
        return PlainShape.of(source, type, contentType);
    }
}
