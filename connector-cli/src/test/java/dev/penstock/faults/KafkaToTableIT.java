package dev.penstock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits go by Kafka into PostgreSQL while Penstock, the broker and the database are killed in turn: the table is exact. */
@Tag("I1")
@Tag("I5")
@Tag("I8")
class KafkaToTableIT {
    private static final int KILLS = Math.min(10, Integer.getInteger("penstock.faults.rounds", 10));

    @TempDir
    Path directory;

    private final Random random = new Random(11);

    @Test
    void holdsEveryEditOnceWhateverDies() throws Exception {
        List<String> edits = edits();
        Path input = directory.resolve("edits.jsonl");
        try (TestServer broker = TestServer.start(TestServer.Kind.KAFKA, directory.resolve("kafka"));
                TestServer database = TestServer.start(TestServer.Kind.POSTGRESQL, directory.resolve("postgresql"))) {
            createTables(database);
            Files.createFile(input);
            Path pipelines = pipelines(input, broker.address(), database.address());
            try (EditWriter writer = new EditWriter(input, edits, Duration.ofSeconds(2L * KILLS + 6))) {
                int seen = 0;
                for (int kill = 0; kill < KILLS; kill++) {
                    try (PenstockProcess process = PenstockProcess.run(directory, pipelines)) {
                        if (kill == KILLS / 4 || kill == KILLS * 3 / 4) {
                            broker.kill();
                            pauseUpTo(500);
                            broker.start();
                        }
                        if (kill == KILLS / 3 || kill == KILLS * 2 / 3) {
                            database.kill();
                            pauseUpTo(500);
                            database.start();
                        }
                        if (kill % 2 == 0) { // progress between the kills, or they would all hit the first event
                            int before = seen;
                            await().atMost(Duration.ofMinutes(1))
                                    .until(() -> count(database, "once") > before || !writer.writing());
                            seen = count(database, "once");
                        }
                        pauseUpTo(1000);
                        process.kill();
                    }
                }
                try (PenstockProcess last = PenstockProcess.run(directory, pipelines)) {
                    for (String table : List.of("once", "upserted")) {
                        await().atMost(Duration.ofMinutes(3))
                                .failFast(() -> assertThat(last.isAlive()).isTrue())
                                .until(() -> count(database, table) >= edits.size());
                    }
                    assertThat(last.terminate()).isZero();
                }
            }
            for (String table : List.of("once", "upserted")) {
                isExact(database, table, edits);
            }
        }
    }

    private static List<String> edits() throws IOException {
        String folder = System.getProperty("penstock.data", "");
        assumeFalse(folder.isEmpty(), "needs -Dpenstock.data=DIR");
        byte[] zipped = Files.readAllBytes(Path.of(folder, "load", "wikipedia-edits-first-12000.jsonl.gz"));
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private Path pipelines(Path input, String broker, String database) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("pipelines"));
        String delivery = "delivery: { retry: { initial-delay: 50ms, max-delay: 500ms } }\n";
        Files.writeString(
                folder.resolve("edits-to-kafka.yaml"),
                """
                source:
                  connector: file
                  config: { path: %s, format: json, type: org.wikipedia.edit, partition-key: { pointer: /channel }, interval: 50ms }
                sink:
                  connector: kafka
                  config: { bootstrap-servers: "%s", topic: edits }
                """
                                .formatted(input, broker)
                        + delivery);
        String settings = "exactly-once: true, mode: insert";
        for (String table : List.of("once", "upserted")) {
            Files.writeString(
                    folder.resolve("kafka-to-" + table + ".yaml"),
                    """
                    source:
                      connector: kafka
                      config:
                        bootstrap-servers: "%s"
                        topics: edits
                        group-id: %s
                        group-instance-id: only
                        properties: { session.timeout.ms: "6000", metadata.max.age.ms: "1000" }
                    sink:
                      connector: jdbc
                      config:
                        url: "%s"
                        table: %s
                        %s
                        columns:
                          id: "@id"
                          channel: /channel
                          page: /page
                          author: /user
                          time: /time
                          added: /added
                          deleted: /deleted
                    """
                                    .formatted(broker, table, database, table, settings.replace(", ", "\n    "))
                            + delivery);
            settings = "mode: upsert, key-columns: [id]";
        }
        return folder;
    }

    private void pauseUpTo(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(milliseconds)));
    }

    private static void createTables(TestServer database) throws SQLException {
        String columns = "channel text, page text, author text, time timestamptz, added bigint, deleted bigint";
        try (Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE once (id text, " + columns + ")");
            statement.execute("CREATE TABLE upserted (id text PRIMARY KEY, " + columns + ")");
        }
    }

    /** Rows of a table; -1 while the database is away. */
    private static int count(TestServer database, String table) {
        try (Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException away) {
            return -1;
        }
    }

    private static void isExact(TestServer database, String table, List<String> edits)
            throws SQLException, IOException {
        Map<String, List<Long>> expected = new TreeMap<>();
        for (String edit : edits) {
            Map<String, Object> fields = JSON.std.mapFrom(edit);
            long added = ((Number) fields.getOrDefault("added", 0)).longValue();
            long deleted = ((Number) fields.getOrDefault("deleted", 0)).longValue();
            expected.merge(
                    String.valueOf(fields.get("channel")),
                    List.of(1L, added, deleted),
                    (one, other) ->
                            List.of(one.get(0) + other.get(0), one.get(1) + other.get(1), one.get(2) + other.get(2)));
        }
        Map<String, List<Long>> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT channel, count(*), sum(added), sum(deleted) FROM " + table + " GROUP BY channel")) {
            while (rows.next()) {
                found.put(rows.getString(1), List.of(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        assertThat(found).as(table).isEqualTo(expected);
    }
}
