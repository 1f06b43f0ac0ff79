package dev.penstock.connector.kafka;

import dev.penstock.api.Offset;
import io.cloudevents.CloudEvent;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What is known of one partition that is read by offset: where it stands, and records that came before they were asked for. */
final class Track {
    private static final String OFFSET = "offset";
    private static final long NOWHERE = -1;

    final TopicPartition partition;
    private final RecordEvents events;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> early = new ArrayDeque<>();
    private long servedTo = NOWHERE;
    private long fetchedTo = NOWHERE;

    /** Where reading ends when the pipeline only reads what is there, or null. */
    @Nullable
    Long end;

    Track(TopicPartition partition, PlainShape shape) {
        this.partition = partition;
        this.events = new RecordEvents(shape, partition.topic(), partition.partition());
    }

    static Offset offset(long next) {
        return Offset.of(OFFSET, next);
    }

    static long number(Offset offset) {
        return offset.number(OFFSET);
    }

    /** Whether reading goes on from there without a seek. */
    boolean standsAt(long offset) {
        return servedTo == offset;
    }

    /** Reading goes on from there; what came early is of no use. */
    void moveTo(long offset) {
        early.clear();
        servedTo = offset;
        fetchedTo = offset;
    }

    /** Records came, up to that offset. */
    void fetched(List<ConsumerRecord<byte[], byte[]>> records, long next) {
        early.addAll(records);
        fetchedTo = next;
        if (early.isEmpty()) {
            servedTo = next;
        }
    }

    boolean isEmpty() {
        return early.isEmpty();
    }

    int waiting() {
        return early.size();
    }

    long servedTo() {
        return servedTo;
    }

    /** Events with the offsets behind them. */
    record Served(List<CloudEvent> events, List<Offset> offsets) {}

    /** Serves what came early. */
    Served serve(int mostEvents, long mostBytes) {
        int most = Math.min(mostEvents, early.size());
        List<CloudEvent> served = new ArrayList<>(most);
        long[] behind = new long[most];
        long bytes = 0;
        while (served.size() < most && (bytes < mostBytes || served.isEmpty())) {
            ConsumerRecord<byte[], byte[]> next = early.removeFirst();
            bytes += Math.max(0, next.serializedValueSize()) + Math.max(0, next.serializedKeySize());
            servedTo = early.isEmpty() ? fetchedTo : next.offset() + 1;
            behind[served.size()] = servedTo;
            served.add(events.event(next));
        }
        return new Served(served, offsets(Arrays.copyOf(behind, served.size())));
    }

    /** Made when asked for: of a batch only few are stored. */
    private static List<Offset> offsets(long[] behind) {
        return new AbstractList<>() {
            @Override
            public Offset get(int index) {
                return offset(behind[index]);
            }

            @Override
            public int size() {
                return behind.length;
            }
        };
    }
}
