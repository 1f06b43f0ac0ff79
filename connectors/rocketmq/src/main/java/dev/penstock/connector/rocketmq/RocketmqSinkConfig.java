package dev.penstock.connector.rocketmq;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link RocketmqSink}.
 *
 * @param nameServer where to ask for the brokers
 * @param topic where events go
 * @param mode how an event becomes a message
 * @param keys which attribute is the message's keys
 * @param tags the message's tag
 * @param group the producer group
 * @param timeout of one request
 * @param maxMessageSize what the brokers take
 * @param concurrency how many writes at once
 * @param accessKey who writes
 * @param secretKey proves it
 */
public record RocketmqSinkConfig(
        @Option(
                        value = "Name servers, host:port, separated by semicolons",
                        example = "mq-1:9876;mq-2:9876",
                        pattern = Access.NAME_SERVER)
                String nameServer,
        @Option("The topic, or {attribute: ...} for the topic that each event names itself") Text topic,
        @Option(value = "How an event becomes a message", fallback = "binary") MessageMode mode,
        @Option(
                        value =
                                "The attribute that becomes the message's keys, by which it is found in the broker's index;"
                                        + " 'none' gives none any",
                        fallback = "id",
                        pattern = "[a-z0-9]+")
                String keys,
        @Option("The message's tag, or {attribute: ...} for the one that each event brings itself; by default the"
                        + " attribute tags")
                @Nullable
                Text tags,
        @Option(value = "The producer group; by default the pipeline's name", pattern = Names.NAME) @Nullable
                String group,
        @Option(value = "Longest time for one request", fallback = "5s", min = "100ms", max = "5m") Duration timeout,
        @Option(
                        value = "Largest message that the brokers take; a larger one is rejected",
                        fallback = "4MiB",
                        min = "1KiB",
                        max = "1GiB")
                DataSize maxMessageSize,
        @Option(
                        value = "How many batches are under way at once; events of one key always follow one another",
                        fallback = "2",
                        min = "1",
                        max = "64")
                int concurrency,
        @Option("Access key, where the brokers ask for one") @Nullable String accessKey,
        @Option("Secret key that belongs to the access key") @Nullable Secret secretKey) {
    public RocketmqSinkConfig {
        Access.check(accessKey, secretKey);
        if (topic instanceof Text.Fixed fixed && !fixed.text().matches(Names.NAME)) {
            throw new IllegalArgumentException(
                    "'topic' is '" + fixed.text() + "'; a topic has letters, digits, '_', '-', '%' and '|' only");
        }
    }

    Access access() {
        return new Access(nameServer, accessKey, secretKey);
    }
}
