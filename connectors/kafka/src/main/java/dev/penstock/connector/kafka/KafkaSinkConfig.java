package dev.penstock.connector.kafka;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link KafkaSink}.
 *
 * @param bootstrapServers where to ask for the cluster
 * @param topic where events go
 * @param mode how an event becomes a record
 * @param key which attribute is the record's key
 * @param headers more headers
 * @param transactional whether a batch is one transaction
 * @param concurrency how many batches at once
 * @param security TLS and SASL
 * @param properties of the Kafka client
 */
public record KafkaSinkConfig(
        @Option(
                        value = "Brokers to ask for the rest of the cluster, host:port, separated by commas",
                        example = "broker-1:9092,broker-2:9092")
                String bootstrapServers,
        @Option("The topic, or {attribute: ...} for the topic that each event names itself") Destination topic,
        @Option(value = "How an event becomes a record", fallback = "binary") KafkaMode mode,
        @Option(
                        value =
                                "The attribute that becomes the record's key; events without it have none, and 'none' gives"
                                        + " none any",
                        fallback = "partitionkey",
                        pattern = "[a-z0-9]+")
                String key,
        @Option(
                        value =
                                "More headers, by name: @ATTRIBUTE for an attribute of the event, anything else as it is",
                        fallback = "",
                        example = "content-type: '@datacontenttype'")
                Map<String, String> headers,
        @Option(
                        value = "Write each batch as one transaction: readers of committed records see all of it or"
                                + " nothing. For one process per pipeline",
                        fallback = "false")
                boolean transactional,
        @Option(
                        value = "How many batches are under way at once; events of one key always follow one another",
                        fallback = "2",
                        min = "1",
                        max = "64")
                int concurrency,
        @Option("TLS and SASL") @Nullable KafkaSecurity security,
        @Option(
                        value =
                                "Properties of the Kafka producer, by their Kafka names; never shown, because many carry"
                                        + " secrets",
                        fallback = "")
                Map<String, Secret> properties) {
    public KafkaSinkConfig {
        properties = Map.copyOf(properties);
        headers = Map.copyOf(headers);
        ClientProperties.checkProducer(properties);
        for (String name : headers.keySet()) {
            boolean ours = name.startsWith("ce_") || (name.equals("content-type") && mode != KafkaMode.DATA);
            if (name.isEmpty() || ours) {
                throw new IllegalArgumentException("the header '" + name + "' is set by the sink; leave it out");
            }
        }
    }
}
