package dev.penstock.connector.kafka;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link KafkaPartitionsSource}.
 *
 * @param bootstrapServers where to ask for the cluster
 * @param topics what to read
 * @param start where a partition without a stored offset begins
 * @param readCommitted whether records of open and aborted transactions are left out
 * @param source the source of events made of plain records
 * @param type the type of events made of plain records
 * @param contentType of plain records without a {@code content-type} header
 * @param interval how often to look for more
 * @param security TLS and SASL
 * @param properties of the Kafka client
 */
public record KafkaPartitionsConfig(
        @Option(
                        value = "Brokers to ask for the rest of the cluster, host:port, separated by commas",
                        example = "broker-1:9092,broker-2:9092")
                String bootstrapServers,
        @Option("The topic, a list of topics, or {pattern: ...} for all whose name matches") Topics topics,
        @Option(
                        value = "Where to begin in partitions without a stored offset: earliest, latest or a time like"
                                + " 2026-01-31T00:00:00Z",
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
        @Option(value = "How often to look for more at the end of a partition", fallback = "200ms", min = "10ms")
                Duration interval,
        @Option("TLS and SASL") @Nullable KafkaSecurity security,
        @Option(
                        value =
                                "Properties of the Kafka consumer, by their Kafka names; never shown, because many carry"
                                        + " secrets",
                        fallback = "")
                Map<String, Secret> properties) {
    public KafkaPartitionsConfig {
        properties = Map.copyOf(properties);
        ClientProperties.checkConsumer(properties);
        Start.check(start);
        PlainShape.check(source, type, contentType);
    }

    PlainShape shape() {
        return PlainShape.of(source, type, contentType);
    }
}
