package dev.penstock.connector.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the partitions of a topic take records.
 *
 * <p>A topic that was just made is known before its partitions are there. Of records sent in between the first may be
 * refused and a later one taken; a broker that has seen nothing of an idempotent producer takes that for its beginning, and
 * never takes the first any more. They would be out of order, and the producer of no use until its delivery timeout.
 */
final class FreshTopics {
    private static final Logger LOG = LoggerFactory.getLogger(FreshTopics.class);
    private static final int PATIENCE_SECONDS = 10;

    private FreshTopics() {}

    /** Waits, but not for ever; if it cannot tell, the first write will. */
    static void await(Map<String, Object> properties, List<PartitionInfo> partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (PartitionInfo each : partitions) {
            ends.put(new TopicPartition(each.topic(), each.partition()), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(properties)) {
            admin.listOffsets(ends).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("cannot see the partitions of a topic", e);
        }
    }
}
