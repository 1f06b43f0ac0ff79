package dev.penstock.benchmarks.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics of four partitions: made, filled, counted and judged. Used by one thread; every failure is an exception. */
final class Topics implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final String bootstrap;
    private final Admin admin;

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    Arrivals create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get(1, TimeUnit.MINUTES);
        return new Arrivals() {
            @Override
            public long count() throws Exception {
                return Topics.this.count(topic);
            }

            @Override
            public boolean reached(long total) throws Exception {
                return count() >= total;
            }
        };
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get(1, TimeUnit.MINUTES);
    }

    /** Records in it; right away after it was made there may be none to ask for. */
    long count(String topic) throws Exception {
        try {
            return ends(topic).values().stream().mapToLong(Long::longValue).sum();
        } catch (java.util.concurrent.ExecutionException notYetThere) {
            return 0;
        }
    }

    private Map<TopicPartition, Long> ends(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = partitions(topic).stream()
                .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(latest).all().get(1, TimeUnit.MINUTES);
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    void fill(String topic, long count, LongFunction<@Nullable String> key, LongFunction<byte[]> value)
            throws Exception {
        create(topic);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 1 << 18, "buffer.memory", 1L << 26);
        Failures failures = new Failures();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long number = 0; number < count; number++) {
                String text = key.apply(number);
                byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic, bytes, value.apply(number)), failures);
            }
        }
        failures.judge();
        if (count(topic) != count) {
            throw new IllegalStateException("the topic " + topic + " holds " + count(topic) + " of " + count);
        }
    }

    /** Reads it all and fails unless the records' numbers are each number below the count, once. */
    void judge(String topic, long count, ToLongFunction<byte[]> number) throws Exception {
        java.util.BitSet seen = new java.util.BitSet();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "max.poll.records", 10_000);
        long read = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions(topic));
            consumer.seekToBeginning(partitions(topic));
            long all = count(topic);
            while (read < all) {
                var records = consumer.poll(Duration.ofSeconds(20));
                if (records.isEmpty()) {
                    throw new TimeoutException("the topic " + topic + " gave " + read + " of " + all + " records");
                }
                for (var record : records) {
                    read++;
                    seen.set((int) number.applyAsLong(record.value()));
                }
            }
        }
        if (read != count || seen.length() != count || seen.cardinality() != count) {
            throw new IllegalStateException("the topic " + topic + " holds " + read + " records, " + seen.cardinality()
                    + " of them different; expected " + count);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
