package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines of a file into a topic: once with the producer settings that Kafka has by default, once with those that Penstock has, and
 * in each case the same for all. Connect adds what it always sets, one request under way at a time.
 */
final class FileToKafka implements Contest.Destination {
    private static final int LENGTH = 300;
    private static final Map<String, String> KAFKAS = new TreeMap<>(Map.of("batch.size", "16384", "linger.ms", "5"));
    private static final Map<String, String> OURS = new TreeMap<>(Map.of("batch.size", "131072", "linger.ms", "0"));

    private final Bench bench;
    private final Topics topics;
    private final Connect connect;
    private final Penstock penstock;
    private final long count = Long.getLong("rows", 1_500_000);
    private final Path lines;

    FileToKafka(Bench bench, Topics topics) throws IOException {
        this.bench = bench;
        this.topics = topics;
        this.connect = new Connect(bench.directory(), bench.kafka());
        this.penstock = new Penstock(bench.directory());
        this.lines = lines(bench.directory().resolve("lines.txt"));
    }

    void run() throws Exception {
        Contest contest = new Contest(
                String.format("file to Kafka, %,d lines of %d bytes, 4 partitions", count, LENGTH),
                "lines/s",
                count,
                this);
        Contender raw = contest.add("raw producer", topic -> raw(topic, KAFKAS));
        Contender shipped = contest.add("Connect, FileStreamSource, converters as shipped", this::asShipped);
        Contender source = contest.add("Connect, FileStreamSource, text", topic -> source(topic, KAFKAS));
        Contender ours = contest.add("penstock", topic -> ours(topic, KAFKAS));
        Contender rawLarge = contest.add("raw producer, batches of 128 KiB", topic -> raw(topic, OURS));
        Contender sourceLarge = contest.add("Connect, FileStreamSource, text, 128 KiB", topic -> source(topic, OURS));
        Contender oursLarge = contest.add("penstock, 128 KiB, its default", topic -> ours(topic, OURS));
        contest.aim("aim: at least 0.7", ours, raw);
        contest.aim("aim: at least 0.7", oursLarge, rawLarge);
        contest.aim("aim: at least 2", ours, source);
        contest.aim("aim: at least 2", oursLarge, sourceLarge);
        contest.aim("for scale", ours, shipped);
        contest.run(bench.rounds());
        Files.delete(lines);
    }

    @Override
    public Arrivals create(String topic) throws Exception {
        return topics.create(topic);
    }

    @Override
    public void judge(String topic) throws Exception {
        topics.judge(topic, count, FileToKafka::number);
        topics.delete(topic);
    }

    private Child raw(String topic, Map<String, String> producer) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(lines.toString(), bench.kafka(), topic));
        producer.forEach((name, value) -> arguments.add(name + "=" + value));
        return Child.java(bench.directory(), List.of(), ProduceLines.class, arguments.toArray(String[]::new));
    }

    private Child asShipped(String topic) throws Exception {
        return connect.start("shipped-" + topic, Map.of(), source(topic));
    }

    private Child source(String topic, Map<String, String> producer) throws Exception {
        Map<String, String> worker = new TreeMap<>();
        producer.forEach((name, value) -> worker.put("producer." + name, value));
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        return connect.start("text-" + topic, worker, source(topic));
    }

    private Map<String, String> source(String topic) {
        return Map.of(
                "connector.class",
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "tasks.max",
                "1",
                "file",
                lines.toString(),
                "topic",
                topic);
    }

    private Child ours(String topic, Map<String, String> producer) throws Exception {
        return penstock.run(
                topic,
                """
                source: { connector: file, config: { path: "%s", follow: false } }
                sink:
                  connector: kafka
                  config: { bootstrap-servers: "%s", topic: %s, mode: data, properties: %s }
                """
                        .formatted(lines, bench.kafka(), topic, Penstock.inline(producer)));
    }

    private Path lines(Path file) throws IOException {
        String filler = "abcdefghijklmnopqrstuvwxyz 0123456789 ".repeat(LENGTH / 38 + 1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long number = 0; number < count; number++) {
                String start = "@" + number + " ";
                out.write(start);
                out.write(filler, 0, LENGTH - 1 - start.length());
                out.write('\n');
            }
        }
        return file;
    }

    /** The number of a line, also within the JSON that Connect makes of it. */
    private static long number(byte[] value) {
        int at = 0;
        while (value[at] != '@') {
            at++;
        }
        return Numbers.at(value, at + 1);
    }
}
