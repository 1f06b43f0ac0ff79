package dev.penstock.connector.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Finds where to begin in partitions of which no position is known. */
final class StartPositions {
    private final Start start;

    StartPositions(Start start) {
        this.start = start;
    }

    /** The offsets at which these partitions begin. */
    Map<TopicPartition, Long> of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> found = new HashMap<>();
        switch (start.place()) {
            case EARLIEST -> found.putAll(consumer.beginningOffsets(partitions));
            case LATEST -> found.putAll(consumer.endOffsets(partitions));
            case TIME -> {
                Map<TopicPartition, Long> times = new HashMap<>();
                long at = start.at() == null ? 0 : start.at().toEpochMilli();
                partitions.forEach(partition -> times.put(partition, at));
                found.putAll(consumer.endOffsets(partitions));
                for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
                        consumer.offsetsForTimes(times).entrySet()) {
                    if (entry.getValue() != null) {
                        found.put(entry.getKey(), entry.getValue().offset());
                    }
                }
            }
        }
        return found;
    }

    /**
     * Moves to the start where the group has no position, and commits that at once: a crash before the first event is
     * delivered must not begin at another place.
     */
    void apply(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        if (start.place() == Start.Place.EARLIEST || assigned.isEmpty()) {
            return; // what the client does by itself
        }
        Set<TopicPartition> fresh = new HashSet<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(assigned));
        for (TopicPartition partition : assigned) {
            // A partition that was added since holds nothing the group was not meant to read.
            if (committed.get(partition) == null && !isKnown(consumer, partition.topic())) {
                fresh.add(partition);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        of(consumer, fresh).forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            begin.put(partition, new OffsetAndMetadata(offset));
        });
        consumer.commitSync(begin);
    }

    /** Whether the group has a position in any partition of the topic. */
    private static boolean isKnown(Consumer<?, ?> consumer, String topic) {
        Set<TopicPartition> all = new HashSet<>();
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
            all.add(new TopicPartition(topic, info.partition()));
        }
        return consumer.committed(all).values().stream().anyMatch(position -> position != null);
    }
}
