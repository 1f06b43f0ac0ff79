package dev.penstock.connector.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Partition;
import dev.penstock.servers.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only real servers show: transactions side by side, and servers that die. */
class ServerSourceTests {
    private static final Duration LAG = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private enum Server {
        POSTGRESQL("bigserial", "timestamptz(0)", "now()"),
        MARIADB("bigint auto_increment", "datetime(0)", "utc_timestamp()");

        private final String number;
        private final String time;
        private final String now;

        Server(String number, String time, String now) {
            this.number = number;
            this.time = time;
            this.now = now;
        }

        TestServer server() {
            return this == POSTGRESQL ? Servers.postgresql() : Servers.mariadb();
        }

        Sql table(String name) throws SQLException {
            return new Sql(server().address())
                    .run("CREATE TABLE " + name + "(id " + number + " PRIMARY KEY, at " + time + ", v int)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void missesNothingAndRepeatsNothingWhileTransactionsCommitOutOfOrder(Server server) throws SQLException {
        String url = server.server().address();
        Duration often = Duration.ofMillis(20);
        try (Sql sql = server.table("load_test");
                Moving numbers = new Moving(Configs.of(url)
                        .table("load_test")
                        .lag(LAG)
                        .interval(often)
                        .config());
                Moving times = new Moving(Configs.of(url)
                        .table("load_test")
                        .timestamp("at")
                        .zone("UTC")
                        .lag(LAG)
                        .interval(often)
                        .config());
                Moving samples = new Moving(Configs.of(url)
                        .table("load_test")
                        .both("at", "id")
                        .lag(LAG)
                        .interval(often)
                        .config())) {
            write(server, "load_test");
            Map<String, String> rows = new TreeMap<>();
            try (var statement = sql.connection.createStatement();
                    var row = statement.executeQuery("SELECT id, at FROM load_test")) {
                KeyColumn at =
                        KeyColumn.of(Column.of(row.getMetaData()).get(1), dev.penstock.connector.jdbc.Dialect.of(url));
                while (row.next()) {
                    rows.put(prefix(server) + row.getString(1), String.valueOf(at.read(row)));
                }
            }
            assertThat(rows).hasSizeGreaterThan(500);
            await().atMost(PATIENCE).until(() -> numbers.arrived.size() >= rows.size());
            assertThat(numbers.ids()).doesNotHaveDuplicates();
            assertThat(new HashSet<>(numbers.ids())).isEqualTo(rows.keySet());
            Set<String> versions = new HashSet<>();
            rows.forEach((id, at) -> versions.add(id + "/" + at));
            for (Moving moving : List.of(times, samples)) {
                await().atMost(PATIENCE).until(() -> new HashSet<>(moving.ids()).containsAll(versions));
                assertThat(moving.ids()).doesNotHaveDuplicates();
            }
        }
    }

    private static String prefix(Server server) {
        return server == Server.POSTGRESQL ? "public.load_test/" : "test.load_test/";
    }

    /** Several transactions at a time, each of some rows and updates, that end in an order of their own. */
    private static void write(Server server, String table) throws SQLException {
        Random random = new Random(7);
        List<Sql> writers = new ArrayList<>();
        int[] open = new int[6];
        try {
            for (int i = 0; i < open.length; i++) {
                writers.add(new Sql(server.server().address()).transaction());
            }
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            for (int row = 0; System.nanoTime() < end && row < 6000; row++) {
                int chosen = random.nextInt(open.length);
                Sql writer = writers.get(chosen);
                if (open[chosen] > 0 && random.nextInt(4) == 0) {
                    if (random.nextInt(10) == 0) {
                        writer.connection.rollback();
                    } else {
                        writer.commit();
                    }
                    open[chosen] = 0;
                } else {
                    writer.run("INSERT INTO " + table + "(at, v) VALUES (" + server.now + ", " + row + ")");
                    open[chosen]++;
                }
                if (row % 50 == 0 && open[chosen] == 0) {
                    writer.run("UPDATE " + table + " SET at = " + server.now + ", v = -1 WHERE id = "
                                    + random.nextInt(1, row + 2))
                            .commit();
                }
            }
            for (Sql writer : writers) {
                writer.commit();
            }
        } finally {
            for (Sql writer : writers) {
                writer.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("I8")
    void goesOnWhereItWasAfterTheServerDied(Server server) throws SQLException {
        String url = server.server().address();
        String insert = "INSERT INTO dying(v) VALUES (?)";
        List<List<Object>> thousand =
                IntStream.range(0, 1000).mapToObj(i -> List.<Object>of(i)).toList();
        server.table("dying").each(insert, thousand).close();
        try (Moving moving = new Moving(Configs.of(url)
                .table("dying")
                .lag(LAG)
                .interval(Duration.ofMillis(20))
                .config())) {
            await().atMost(PATIENCE).until(() -> moving.arrived.size() >= 500);
            for (int i = 0; i < 2; i++) {
                server.server().kill();
                server.server().start();
                new Sql(url).each(insert, thousand).close();
            }
            await().atMost(PATIENCE).until(() -> moving.arrived.size() >= 3000);
            assertThat(moving.ids()).doesNotHaveDuplicates().hasSize(3000);
            assertThat(moving.deadLetters).isEmpty();
        }
    }

    @Test
    void leavesOutPartitionsOfPartitionedTables() throws SQLException {
        String url = Servers.postgresql().address();
        try (Sql sql = new Sql(url);
                Reading reading =
                        Configs.of(url).tables("parts.*").lag(Duration.ZERO).reading()) {
            sql.run("CREATE SCHEMA parts", "CREATE TABLE parts.whole(id int PRIMARY KEY) PARTITION BY RANGE (id)");
            sql.run("CREATE TABLE parts.low PARTITION OF parts.whole FOR VALUES FROM (0) TO (10)");
            sql.run("INSERT INTO parts.whole VALUES (5)");
            assertThat(reading.partitions()).containsExactly(new Partition("parts.whole"));
            assertThat(reading.read()).containsExactly("{\"id\":5}");
        }
    }

    @Test
    void pagesByKeysOfAllKinds() throws SQLException {
        try (Sql sql = new Sql(Servers.postgresql().address())) {
            sql.run(
                    "CREATE SCHEMA keyed",
                    "CREATE TYPE keyed.size AS ENUM ('small', 'large')",
                    """
                    CREATE TABLE keyed.t AS SELECT gen_random_uuid() AS u, i AS n, (i / 7)::numeric(20, 3) AS d,
                      ('k' || i % 5) AS txt, int4send(i) AS by, now() + i % 3 * interval '1 microsecond' - interval '1 day' AS at,
                      (CASE WHEN i % 2 = 0 THEN 'small' ELSE 'large' END)::keyed.size AS s, current_date - i % 4 AS day,
                      i % 2 = 0 AS flag FROM generate_series(1, 100) i""");
            String url = Servers.postgresql().address();
            for (Configs configs : List.of(
                    Configs.of(url).table("keyed.t").incrementing("u"),
                    Configs.of(url).table("keyed.t").incrementing("d").keys("by"),
                    Configs.of(url).table("keyed.t").timestamp("at").keys("s", "txt", "u"),
                    Configs.of(url).table("keyed.t").timestamp("at").keys("day", "flag", "n"),
                    Configs.of(url).table("keyed.t").bulk().keys("s", "by"))) {
                try (Reading reading = configs.lag(Duration.ZERO).reading()) {
                    reading.maxEvents = 7;
                    reading.read();
                    assertThat(reading.ids()).hasSize(100).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void pagesByKeysOfMariadb() throws SQLException {
        String url = Servers.mariadb().address();
        try (Sql sql = new Sql(url)) {
            sql.run(
                    """
                    CREATE TABLE keyed AS SELECT seq AS n, CAST(seq / 7 AS DECIMAL(20,3)) AS d, CONCAT('k', seq % 5) AS txt,
                      UNHEX(LPAD(HEX(seq), 4, '0')) AS bin, UUID() AS u, CAST(seq AS UNSIGNED) AS big,
                      TIMESTAMP('2024-01-01 00:00:00') + INTERVAL seq % 3 MICROSECOND AS at FROM seq_1_to_100""");
            for (Configs configs : List.of(
                    Configs.of(url).table("keyed").incrementing("big"),
                    Configs.of(url).table("keyed").incrementing("bin"),
                    Configs.of(url).table("keyed").incrementing("d").keys("txt", "n"),
                    Configs.of(url).table("keyed").timestamp("at").keys("txt", "u"),
                    Configs.of(url).table("keyed").bulk().keys("d", "u", "n"))) {
                try (Reading reading = configs.lag(Duration.ZERO).reading()) {
                    reading.maxEvents = 7;
                    reading.read();
                    assertThat(reading.ids()).hasSize(100).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void stopsAtWrongCredentials() {
        String url = Servers.mariadb().address().replace("user=root", "user=nobody&password=hushhush");
        try (Reading reading = Configs.of(url).table("t").reading()) {
            assertThatThrownBy(reading::read).isInstanceOfSatisfying(ConnectorException.class, e -> {
                assertThat(e.failure().remedy()).isEqualTo(Failure.Remedy.NONE);
                assertThat(e.failure().message())
                        .contains("check username and password")
                        .doesNotContain("hushhush");
            });
        }
    }

    @Test
    void connectsAgainLaterWhenNobodyAnswers() {
        try (Reading reading =
                Configs.of("jdbc:postgresql://127.0.0.1:1/nothing").table("t").reading()) {
            assertThatThrownBy(reading::read).isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(
                            e.failure().remedy())
                    .isEqualTo(Failure.Remedy.RECONNECT));
        }
    }
}
