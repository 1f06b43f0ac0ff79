package dev.penstock.connector.rocketmq;

import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of {@link RocketmqSource}.
 *
 * @param nameServer where to ask for the brokers
 * @param topic what to read
 * @param group the consumer group
 * @param filter which messages
 * @param consume pull or push
 * @param ordered whether pushed messages keep the order of their queue
 * @param model shared or each to all
 * @param offsets the file of a broadcasting member's position
 * @param start where to begin without a position
 * @param threads for pulling or listening
 * @param maxReconsumeTimes after how many returns a message goes to the group's dead letter topic
 * @param id where ids of events made of plain messages come from
 * @param source the source of events made of plain messages
 * @param type the type of events made of plain messages
 * @param contentType of plain messages
 * @param accessKey who reads
 * @param secretKey proves it
 */
public record RocketmqSourceConfig(
        @Option(
                        value = "Name servers, host:port, separated by semicolons",
                        example = "mq-1:9876;mq-2:9876",
                        pattern = Access.NAME_SERVER)
                String nameServer,
        @Option(value = "The topic to read", example = "orders", pattern = Names.NAME) String topic,
        @Option(value = "The consumer group; by default the pipeline's name", pattern = Names.NAME) @Nullable
                String group,
        @Option("Which messages: tags, or {sql: ...} for an SQL92 expression over properties; by default all") @Nullable
                Filter filter,
        @Option(
                        value = "How messages come: pull keeps the order of each queue and takes over at once from a"
                                + " member that died; push uses the client's listeners and the group's retry topic",
                        fallback = "pull")
                Consume consume,
        @Option(
                        value =
                                "With push: one batch of a queue at a time, under the broker's lock; false hands out"
                                        + " batches of a queue at once and in any order. Pull always keeps the order of a queue",
                        fallback = "true")
                boolean ordered,
        @Option(
                        value =
                                "clustering: the members of the group share the topic; broadcasting: each gets all of it",
                        fallback = "clustering")
                Model model,
        @Option("The file in which a broadcasting member keeps its position") @Nullable Path offsets,
        @Option(
                        value = "Where the group begins in queues without a position: earliest, latest or a time like"
                                + " 2026-01-31T00:00:00Z",
                        fallback = "earliest")
                String start,
        @Option(
                        value = "Threads that pull, or listen with push; at least as many as the member has queues",
                        fallback = "20",
                        min = "1",
                        max = "1000")
                int threads,
        @Option(
                        value =
                                "With push and ordered: false, how often a message that is handed back comes again before"
                                        + " the broker moves it to %DLQ%GROUP",
                        fallback = "16",
                        min = "0",
                        max = "1000")
                int maxReconsumeTimes,
        @Option(
                        value =
                                "What becomes the id of events made of plain messages: the message's own id, or its keys"
                                        + " where no two messages have the same",
                        fallback = "message")
                IdSource id,
        @Option(
                        value =
                                "The source of events made of plain messages; by default /rocketmq/TOPIC. Set it where two"
                                        + " clusters have topics of the same name",
                        example = "rocketmq://production/orders")
                @Nullable
                String source,
        @Option(value = "The type of events made of plain messages", fallback = "dev.penstock.rocketmq.message")
                String type,
        @Option(
                        value = "The media type of plain messages that have no content-type property",
                        example = "application/json")
                @Nullable
                String contentType,
        @Option("Access key, where the brokers ask for one") @Nullable String accessKey,
        @Option("Secret key that belongs to the access key") @Nullable Secret secretKey) {
    public RocketmqSourceConfig {
        Start.check(start);
        Plain.of(source, type, contentType, id).check();
        Access.check(accessKey, secretKey);
        if (model == Model.BROADCASTING && offsets == null) {
            throw new IllegalArgumentException(
                    "model: broadcasting keeps its position in a file of its own; name one with 'offsets'");
        }
        if (model == Model.CLUSTERING && offsets != null) {
            throw new IllegalArgumentException("'offsets' is for model: broadcasting; leave it out");
        }
    }

    Access access() {
        return new Access(nameServer, accessKey, secretKey);
    }

    Plain plain() {
        return Plain.of(source, type, contentType, id);
    }
}
