package dev.penstock.benchmarks.broker;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The least that sends lines of a file: {@code ProduceLines FILE BOOTSTRAP-SERVERS TOPIC [SETTING=VALUE]…}. */
public final class ProduceLines {
    private ProduceLines() {}

    /** Sends all lines, then waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        Failures failures = new Failures();
        try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[0]));
                KafkaProducer<byte[], byte[]> producer =
                        Producing.producer(arguments[1], Producing.from(arguments, 3))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var unused = producer.send(
                        new ProducerRecord<>(arguments[2], line.getBytes(StandardCharsets.UTF_8)), failures);
            }
            producer.flush();
            failures.judge();
        }
        Thread.currentThread().join();
    }
}
