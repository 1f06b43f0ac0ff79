package dev.penstock.benchmarks.broker;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers of the programs that were written by hand: acknowledged by all replicas in sync, settings as {@code name=value}. */
final class Producing {
    private Producing() {}

    static KafkaProducer<byte[], byte[]> producer(String bootstrap, List<String> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", bootstrap, "acks", "all"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static List<String> from(String[] arguments, int first) {
        return Arrays.asList(arguments).subList(first, arguments.length);
    }
}
