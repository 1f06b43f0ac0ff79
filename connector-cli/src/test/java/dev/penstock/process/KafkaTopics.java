package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of a broker, without Penstock. */
public final class KafkaTopics {
    private static final int PARTITIONS = 4;

    private final Map<String, Object> properties;

    public KafkaTopics(String broker) {
        properties = Map.of("bootstrap.servers", broker);
    }

    /** Makes topics, so that no source starts before its topic is there: it would look again some seconds later. */
    public void create(String... names) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(Stream.of(names)
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    /**
     * Writes events of some keys, so many of each, whose ids are the key and a sequence.
     *
     * @return their ids
     */
    public List<String> writeEvents(String topic, int keys, int from, int each) {
        List<String> ids = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int sequence = from; sequence < from + each; sequence++) {
                for (int key = 0; key < keys; key++) {
                    String id = key + "-" + sequence;
                    ProducerRecord<String, String> line = new ProducerRecord<>(topic, "k" + key, "{}");
                    header(line, "ce_specversion", "1.0");
                    header(line, "ce_id", id);
                    header(line, "ce_source", "/test");
                    header(line, "ce_type", "line");
                    header(line, "ce_partitionkey", "k" + key);
                    var unused = producer.send(line);
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private static void header(ProducerRecord<String, String> line, String name, String value) {
        line.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** All records of a topic, those of each partition in their order. */
    public List<ConsumerRecord<String, String>> records(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }
}
