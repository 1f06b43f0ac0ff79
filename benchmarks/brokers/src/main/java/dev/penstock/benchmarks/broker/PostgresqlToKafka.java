package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of 8 columns into a topic of JSON records. */
final class PostgresqlToKafka implements Contest.Destination {
    private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.UTF_8);

    private final Bench bench;
    private final Topics topics;
    private final Penstock penstock;
    private final long count = Long.getLong("rows", 1_200_000);

    PostgresqlToKafka(Bench bench, Topics topics) {
        this.bench = bench;
        this.topics = topics;
        this.penstock = new Penstock(bench.directory());
    }

    void run() throws Exception {
        try (Tables tables = new Tables(bench.postgresql(), count)) {
            tables.fill("edits");
            Contest contest = new Contest(
                    String.format("PostgreSQL to Kafka, %,d rows of 8 columns, 4 partitions", count),
                    "rows/s",
                    count,
                    this);
            Contender byHand = contest.add("by hand: cursor, JSON, produce", this::byHand);
            Contender ours = contest.add("penstock", this::ours);
            contest.aim("aim: at least 0.7", ours, byHand);
            contest.run(bench.rounds());
            tables.judge("edits");
        }
    }

    @Override
    public Arrivals create(String topic) throws Exception {
        return topics.create(topic);
    }

    @Override
    public void judge(String topic) throws Exception {
        topics.judge(topic, count, PostgresqlToKafka::number);
        topics.delete(topic);
    }

    private Child byHand(String topic) throws Exception {
        return Child.java(
                bench.directory(), List.of(), TableToTopic.class, bench.postgresql(), "edits", bench.kafka(), topic);
    }

    private Child ours(String topic) throws Exception {
        return penstock.run(
                topic,
                """
                source:
                  connector: jdbc
                  config:
                    url: "%s"
                    username: postgres
                    password: postgres
                    table: edits
                    mode: incrementing
                    incrementing-column: id
                    interval: 1s
                sink:
                  connector: kafka
                  config: { bootstrap-servers: "%s", topic: %s, mode: data }
                """
                        .formatted(bench.postgresql(), bench.kafka(), topic));
    }

    private static long number(byte[] value) {
        int at = 0;
        while (!java.util.Arrays.equals(value, at, at + ID.length, ID, 0, ID.length)) {
            at++;
        }
        return Numbers.at(value, at + ID.length);
    }
}
