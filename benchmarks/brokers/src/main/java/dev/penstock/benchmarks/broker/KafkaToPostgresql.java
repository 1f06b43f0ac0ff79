package dev.penstock.benchmarks.broker;

import dev.penstock.benchmarks.measure.Child;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A topic of JSON records into a table of 8 columns. */
final class KafkaToPostgresql {
    private static final String BATCH = "5000";
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private final Bench bench;
    private final Topics topics;
    private final Connect connect;
    private final Penstock penstock;
    private final long count = Long.getLong("rows", 1_200_000);

    KafkaToPostgresql(Bench bench, Topics topics) {
        this.bench = bench;
        this.topics = topics;
        this.connect = new Connect(bench.directory(), bench.kafka());
        this.penstock = new Penstock(bench.directory());
    }

    void run() throws Exception {
        try (Tables tables = new Tables(bench.postgresql(), count)) {
            topics.fill("edits", count, Edits::key, Edits::json);
            topics.fill("edits-with-schema", count, Edits::key, Edits::jsonWithSchema);
            Contest contest = new Contest(
                    String.format("Kafka to PostgreSQL, %,d records of 8 columns, 4 partitions", count),
                    "rows/s",
                    count,
                    tables);
            Contender insert =
                    contest.add("raw JDBC batched insert, rows at hand", table -> limit(InsertLimit.class, table));
            contest.add("raw COPY, rows at hand", table -> limit(CopyLimit.class, table));
            contest.add("by hand: poll, parse, batched insert, commit", this::byHand);
            Contender plain = contest.add("Connect, Debezium JDBC sink, default", this::byDefault);
            Contender tuned = contest.add("Connect, Debezium JDBC sink, tuned", this::tuned);
            Contender fastest = contest.add("Connect, tuned, schema.content", this::fastest);
            Contender ours = contest.add("penstock", this::ours);
            contest.aim("aim: at least 0.6", ours, insert);
            contest.aim("aim: at least 1.5", ours, fastest);
            contest.aim("aim: at least 2", ours, tuned);
            contest.aim("for scale", ours, plain);
            contest.run(bench.rounds());
            topics.delete("edits");
            topics.delete("edits-with-schema");
        }
    }

    private Child limit(Class<?> main, String table) throws Exception {
        return Child.java(bench.directory(), List.of(), main, bench.postgresql(), table, "" + count, BATCH);
    }

    private Child byHand(String table) throws Exception {
        return Child.java(
                bench.directory(),
                List.of(),
                ConsumeAndInsert.class,
                bench.kafka(),
                "edits",
                bench.postgresql(),
                table,
                BATCH);
    }

    private Child byDefault(String table) throws Exception {
        return connect.start("default-" + table, worker(Map.of()), sink(table, "edits-with-schema", Map.of()));
    }

    /** Batches as large as polls, as Debezium's page on batches advises, and its PostgreSQL fast path. */
    private Child tuned(String table) throws Exception {
        return connect.start("tuned-" + table, worker(Map.of()), sink(table, "edits-with-schema", tuning()));
    }

    private Child fastest(String table) throws Exception {
        Map<String, String> schema = Map.of("value.converter.schema.content", Edits.SCHEMA);
        return connect.start("fastest-" + table, worker(schema), sink(table, "edits", tuning()));
    }

    private static Map<String, String> tuning() {
        return Map.of(
                "batch.size",
                BATCH,
                "consumer.override.max.poll.records",
                BATCH,
                "consumer.override.fetch.min.bytes",
                "1048576",
                "consumer.override.max.partition.fetch.bytes",
                "4194304",
                "dialect.postgres.unnest.insert.enabled",
                System.getProperty("unnest", "true"),
                "tasks.max",
                System.getProperty("tasks", "1"));
    }

    /** Keys are text, as in most topics. */
    private static Map<String, String> worker(Map<String, String> more) {
        Map<String, String> worker = new TreeMap<>(more);
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", JSON);
        return worker;
    }

    private Map<String, String> sink(String table, String topic, Map<String, String> more) {
        Map<String, String> sink = new TreeMap<>();
        sink.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        sink.put("tasks.max", "1");
        sink.put("topics", topic);
        sink.put(
                "connection.url",
                System.getProperty("rewrite") == null ? bench.postgresql() : InsertLimit.rewriting(bench.postgresql()));
        sink.put("connection.username", "postgres");
        sink.put("connection.password", "postgres");
        sink.put("insert.mode", "insert");
        sink.put("primary.key.mode", "none");
        sink.put("collection.name.format", table);
        sink.putAll(more);
        return sink;
    }

    private Child ours(String table) throws Exception {
        String columns = Edits.COLUMNS.stream().map(name -> name + ": /" + name).collect(Collectors.joining(", "));
        return penstock.run(
                table,
                """
                source:
                  connector: kafka
                  config: { bootstrap-servers: "%s", topics: [edits], group-id: %s, start: earliest }
                sink:
                  connector: jdbc
                  config: { url: "%s", username: postgres, password: postgres, table: %s, mode: insert, columns: { %s } }
                """
                        .formatted(bench.kafka(), table, bench.postgresql(), table, columns));
    }
}
