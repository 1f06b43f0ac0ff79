package dev.penstock.connector.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Builds Kafka consumers. */
final class Consumers {
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(5);

    private Consumers() {}

    /** The properties of a member of a group. */
    static Map<String, Object> ofGroup(KafkaSourceConfig config, String pipeline) {
        Map<String, Object> wanted = reading(config.readCommitted());
        wanted.put("group.id", Objects.requireNonNullElse(config.groupId(), pipeline));
        if (config.groupInstanceId() != null) {
            wanted.put("group.instance.id", config.groupInstanceId());
        }
        boolean classic = !config.properties().containsKey("group.protocol")
                || config.properties().get("group.protocol").reveal().equalsIgnoreCase("classic");
        if (classic) {
            wanted.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        }
        wanted.putAll(ClientProperties.common(config.bootstrapServers(), config.security(), config.properties()));
        return wanted;
    }

    /** The properties of a consumer that is told what to read. */
    static Map<String, Object> ofPartitions(KafkaPartitionsConfig config) {
        Map<String, Object> wanted = reading(config.readCommitted());
        wanted.putAll(ClientProperties.common(config.bootstrapServers(), config.security(), config.properties()));
        return wanted;
    }

    /** The partitions that there are now of these topics. */
    static Set<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topics topics) {
        Set<TopicPartition> found = new HashSet<>();
        switch (topics.kind()) {
            case SINGLE -> add(found, consumer.partitionsFor(((Topics.Single) topics).name()));
            case LISTED -> ((Topics.Listed) topics).names().forEach(name -> add(found, consumer.partitionsFor(name)));
            case MATCHING ->
                consumer.listTopics().forEach((name, partitions) -> {
                    if (topics.contains(name)) {
                        add(found, partitions);
                    }
                });
        }
        return found;
    }

    private static void add(Set<TopicPartition> found, @Nullable List<PartitionInfo> partitions) {
        if (partitions != null) {
            partitions.forEach(each -> found.add(new TopicPartition(each.topic(), each.partition())));
        }
    }

    /** What all consumers want, unless the user says otherwise. */
    static Map<String, Object> reading(boolean committed) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("enable.auto.commit", "false"); // I1
        wanted.put("auto.offset.reset", "earliest"); // I3: of what the broker has deleted, at least the rest
        wanted.put("isolation.level", committed ? "read_committed" : "read_uncommitted");
        wanted.put("allow.auto.create.topics", "false");
        wanted.put("max.poll.records", "2000");
        wanted.put("fetch.max.bytes", Integer.toString(8 << 20)); // I6
        wanted.put("metadata.max.age.ms", "5000"); // so long until a new topic or partition is seen
        return wanted;
    }

    /** A consumer that has reached its broker. */
    static KafkaConsumer<byte[], byte[]> connected(Map<String, Object> properties, Topics topics) {
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            if (topics.kind() == Topics.Kind.MATCHING) {
                Objects.requireNonNull(consumer.listTopics(TIME_TO_CONNECT));
            } else {
                String first = topics instanceof Topics.Single single
                        ? single.name()
                        : ((Topics.Listed) topics).names().get(0);
                List<?> unused = consumer.partitionsFor(first, TIME_TO_CONNECT);
            }
            return consumer;
        } catch (RuntimeException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw Faults.exception(e);
        }
    }
}
