package dev.penstock.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.servers.TestServer;
import dev.penstock.servers.TestServer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker, one for all tests of a run, and what tests do with it by themselves. */
final class Broker {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Broker SHARED = new Broker(TestServer.start(Kind.KAFKA, directory()));

    final TestServer server;
    final String address;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private Broker(TestServer server) {
        this.server = server;
        this.address = server.address();
        this.admin = Admin.create(Map.of("bootstrap.servers", address));
        this.producer = producer(Map.of());
    }

    static Broker shared() {
        return SHARED;
    }

    private static Path directory() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return Files.createTempDirectory(target, "broker-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> all = new java.util.HashMap<>(Map.of("bootstrap.servers", address, "linger.ms", 5));
        all.putAll(more);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A new topic. */
    String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    String topic(int partitions, Map<String, String> settings) {
        String name = "topic-" + NAMES.incrementAndGet();
        get(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings)))
                .all());
        FreshTopics.await(Map.of("bootstrap.servers", address), producer.partitionsFor(name));
        return name;
    }

    static String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** Writes a record and waits until it is there. */
    void write(ProducerRecord<byte[], byte[]> record) {
        get(producer.send(record));
    }

    void write(String topic, @Nullable String key, @Nullable String value) {
        write(new ProducerRecord<>(topic, bytes(key), bytes(value)));
    }

    /** Writes records with the values 0 to n - 1, the key being the remainder by the number of keys. */
    void writeMany(String topic, int from, int to, int keys) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            all.add(producer.send(new ProducerRecord<>(topic, bytes("key-" + i % keys), bytes(Integer.toString(i)))));
        }
        all.forEach(Broker::get);
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** The sum of a group's committed offsets in a topic. */
    long committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic) && each.getValue() != null)
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }

    /** Everything that is in a topic now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", address, "auto.offset.reset", "earliest", "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    List<String> values(String topic) {
        return read(topic).stream()
                .map(each -> String.valueOf(text(each.value())))
                .toList();
    }

    Admin admin() {
        return admin;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
