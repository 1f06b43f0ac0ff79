package dev.penstock.connector.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Polled;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class JdbcSourceTests {
    private static final Duration LAG = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private String url = "";
    private Sql sql;

    @BeforeEach
    void open(TestInfo test) throws SQLException {
        url = "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName();
        sql = new Sql(url);
    }

    @AfterEach
    void close() throws SQLException {
        sql.close();
    }

    @Test
    void readsEachNewRowOnceByItsNumber() throws SQLException {
        sql.run("CREATE TABLE orders(id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))");
        sql.run("INSERT INTO orders(name) VALUES ('a'), ('b')");
        try (Reading reading = Configs.of(url).table("orders").reading()) {
            assertThat(reading.read()).containsExactly("{\"ID\":1,\"NAME\":\"a\"}", "{\"ID\":2,\"NAME\":\"b\"}");
            assertThat(reading.read()).isEmpty();
            sql.run("INSERT INTO orders(name) VALUES ('c')");
            assertThat(reading.restart().read()).containsExactly("{\"ID\":3,\"NAME\":\"c\"}");
            CloudEvent event = reading.events.get(0);
            assertThat(event.getId()).isEqualTo("PUBLIC.ORDERS/1");
            assertThat(event.getSource()).hasToString(url.substring(5) + "/PUBLIC.ORDERS");
            assertThat(event.getType()).isEqualTo("dev.penstock.jdbc.row");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
        }
    }

    @Test
    @Tag("I5")
    void goesOnFromEveryOffsetWithTheSameIds() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY, a INT, b VARCHAR(9), at TIMESTAMP(3))");
        for (int i = 1; i <= 25; i++) {
            sql.run("INSERT INTO t VALUES (" + i + ", " + i / 4 + ", 'k" + (i % 7) + "', TIMESTAMP '2024-01-01 00:00:0"
                    + i / 5 + ".5')");
        }
        Configs[] all = {
            Configs.of(url).table("T").incrementing("id"),
            Configs.of(url).table("T").timestamp("at"),
            Configs.of(url).table("T").both("at", "id"),
            Configs.of(url).table("T").incrementing("a").keys("a", "b"),
            Configs.of(url).table("T").bulk(),
            Configs.of(url)
                    .query("SELECT * FROM t WHERE id > 3; ")
                    .timestamp("at")
                    .keys("B", "ID"),
        };
        for (Configs configs : all) {
            try (Reading whole = configs.lag(Duration.ZERO).reading()) {
                whole.maxEvents = 3;
                whole.read();
                assertThat(whole.ids()).doesNotHaveDuplicates().hasSizeGreaterThan(20);
                Partition partition = whole.partitions().get(0);
                for (int i = 0; i < whole.events.size(); i++) {
                    try (Reading rest = configs.reading()) {
                        rest.offsets.put(partition, whole.after.get(i));
                        rest.read();
                        assertThat(rest.ids())
                                .isEqualTo(
                                        whole.ids().subList(i + 1, whole.ids().size()));
                    }
                }
            }
        }
    }

    @Test
    void waitsAtAGapUntilTheTransactionBehindItMustHaveEnded() throws SQLException {
        sql.run("CREATE TABLE t(id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)", "INSERT INTO t(v) VALUES (1)");
        try (Reading reading = Configs.of(url).table("T").reading();
                Sql late = new Sql(url).transaction()) {
            late.run("INSERT INTO t(v) VALUES (2)");
            sql.run("INSERT INTO t(v) VALUES (3)", "INSERT INTO t(v) VALUES (4)");
            assertThat(reading.read()).containsExactly("{\"ID\":1,\"V\":1}");
            assertThat(reading.readAfter(LAG.minusSeconds(1))).isEmpty();
            late.commit();
            assertThat(reading.read())
                    .extracting(text -> text.substring(0, 7))
                    .containsExactly("{\"ID\":2", "{\"ID\":3", "{\"ID\":4");
            late.run("INSERT INTO t(v) VALUES (5)");
            sql.run("INSERT INTO t(v) VALUES (6)");
            assertThat(reading.read()).isEmpty();
            late.connection.rollback();
            Polled waiting = reading.poll();
            assertThat(waiting.when()).isEqualTo(Polled.When.LATER);
            assertThat(waiting.after()).isLessThanOrEqualTo(LAG);
            // What it waits for is remembered, so that short invocations of a function get on, too.
            assertThat(reading.restart().readAfter(LAG)).hasSize(1);
        }
    }

    @Test
    void takesRowsOfOneTimeAndThoseThatCommitLateByTimestamp() throws SQLException {
        sql.run("CREATE TABLE t(id BIGINT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP(6) WITH TIME ZONE)");
        try (Reading reading = Configs.of(url).table("T").timestamp("at").reading();
                Sql late = new Sql(url).transaction()) {
            late.run("INSERT INTO t(at) VALUES (CURRENT_TIMESTAMP)");
            sql.run("INSERT INTO t(at) SELECT CURRENT_TIMESTAMP FROM SYSTEM_RANGE(1, 5)");
            sql.run("INSERT INTO t(at) VALUES (TIMESTAMP WITH TIME ZONE '2024-01-01 01:00:00+01:00')");
            sql.run("INSERT INTO t(at) VALUES (NULL), (DATEADD(HOUR, 1, CURRENT_TIMESTAMP))");
            assertThat(reading.read()).containsExactly("{\"ID\":7,\"AT\":\"2024-01-01T00:00:00Z\"}");
            assertThat(reading.events.get(0).getTime()).hasToString("2024-01-01T00:00Z");
            late.commit();
            reading.maxEvents = 2;
            assertThat(reading.readAfter(LAG)).hasSize(6);
            sql.run("UPDATE t SET at = CURRENT_TIMESTAMP WHERE id = 7");
            assertThat(reading.readAfter(LAG)).hasSize(1);
            assertThat(reading.ids()).doesNotHaveDuplicates();
            assertThat(reading.readAfter(Duration.ofHours(1))).hasSize(1);
        }
    }

    @Test
    void waitsForTheLagWhenATimeHasNoZone() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY, at TIMESTAMP(6))");
        sql.run("INSERT INTO t VALUES (1, LOCALTIMESTAMP), (2, TIMESTAMP '2999-01-01 00:00:00')");
        try (Reading reading = Configs.of(url).table("T").both("at", "id").reading()) {
            assertThat(reading.read()).isEmpty();
            sql.run("INSERT INTO t VALUES (3, LOCALTIMESTAMP)");
            assertThat(reading.readAfter(LAG)).hasSize(1);
            assertThat(reading.readAfter(LAG)).hasSize(1);
            sql.run("INSERT INTO t VALUES (4, LOCALTIMESTAMP)");
            reading.read();
            assertThat(reading.restart().readAfter(LAG)).hasSize(1);
            assertThat(reading.ids()).hasSize(3);
        }
    }

    @Test
    void endsADrainWithAllThatWasThere() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY, at TIMESTAMP(6) WITH TIME ZONE)");
        sql.run("INSERT INTO t VALUES (1, CURRENT_TIMESTAMP), (5, CURRENT_TIMESTAMP)");
        for (Configs configs :
                List.of(Configs.of(url).table("T"), Configs.of(url).table("T").timestamp("at"))) {
            try (Reading reading = configs.reading()) {
                reading.draining = true;
                reading.maxEvents = 1;
                Polled polled = reading.poll();
                sql.run("INSERT INTO t SELECT MAX(id) + 1, CURRENT_TIMESTAMP FROM t");
                for (int i = 0; polled.when() != Polled.When.END; i++) {
                    assertThat(i).isLessThan(1000);
                    reading.ahead = reading.ahead.plus(polled.after());
                    polled = reading.poll();
                }
                assertThat(reading.texts()).anyMatch(text -> text.startsWith("{\"ID\":5,"));
                assertThat(reading.source().pending()).hasValue(0);
            }
        }
        sql.run("DELETE FROM t");
        try (Reading empty = Configs.of(url).table("T").reading()) {
            empty.draining = true;
            assertThat(empty.poll().when()).isEqualTo(Polled.When.END);
        }
    }

    @Test
    void readsAllRowsAgainInRounds() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2), (3)");
        try (Reading reading = Configs.of(url).table("T").bulk().reading()) {
            reading.maxEvents = 2;
            assertThat(reading.read()).hasSize(3);
            assertThat(reading.read()).isEmpty();
            assertThat(reading.restart().readAfter(Duration.ofSeconds(1))).hasSize(3);
            assertThat(reading.ids())
                    .containsExactly(
                            "PUBLIC.T/1/1",
                            "PUBLIC.T/1/2",
                            "PUBLIC.T/1/3",
                            "PUBLIC.T/2/1",
                            "PUBLIC.T/2/2",
                            "PUBLIC.T/2/3");
            reading.draining = true;
            assertThat(reading.poll().when()).isEqualTo(Polled.When.END);
        }
    }

    @Test
    void beginsARoundWithoutKeyAnewAfterARestart() throws SQLException {
        sql.run("CREATE TABLE t(v INT)", "INSERT INTO t VALUES (1), (2), (2)");
        try (Reading reading = Configs.of(url).table("T").bulk().reading()) {
            reading.maxEvents = 2;
            assertThat(reading.read()).hasSize(3);
            reading.ahead = Duration.ofSeconds(1);
            reading.poll();
            assertThat(reading.restart().read()).hasSize(3);
            assertThat(reading.ids()).doesNotHaveDuplicates().hasSize(8);
        }
    }

    @Test
    void readsTablesByPatternsAsPartitionsAndFindsNewOnes() throws SQLException {
        sql.run("CREATE TABLE \"o_1\"(id INT PRIMARY KEY)", "CREATE TABLE \"o_2\"(id INT PRIMARY KEY)");
        sql.run("CREATE TABLE other(v INT)", "CREATE SCHEMA s", "CREATE TABLE s.\"o_3\"(id INT PRIMARY KEY)");
        sql.run("INSERT INTO \"o_1\" VALUES (1)", "INSERT INTO \"o_2\" VALUES (1)", "INSERT INTO s.\"o_3\" VALUES (1)");
        try (Reading reading =
                Configs.of(url).tables("o_?", "S.*").start(Start.END).reading()) {
            assertThat(reading.partitions())
                    .extracting(Partition::name)
                    .containsExactly("PUBLIC.o_1", "PUBLIC.o_2", "S.o_3");
            assertThat(reading.read()).isEmpty();
            sql.run("CREATE TABLE \"o_4\"(id INT PRIMARY KEY)", "INSERT INTO \"o_4\" VALUES (1)");
            sql.run("DROP TABLE \"o_1\"", "INSERT INTO \"o_2\" VALUES (2)");
            reading.read();
            assertThat(reading.ids()).containsExactly("PUBLIC.o_2/2", "PUBLIC.o_4/1");
        }
    }

    @Test
    void readsTablesWithHostileNames() throws SQLException {
        String name = "ta\"b'le; DROP ü 💥 %_";
        String column = "i\"d ` ?";
        sql.run("CREATE TABLE \"" + name.replace("\"", "\"\"") + "\"(\"" + column.replace("\"", "\"\"")
                + "\" INT PRIMARY KEY, \"a\nb\" INT)");
        sql.run("INSERT INTO \"" + name.replace("\"", "\"\"") + "\" VALUES (1, 2)");
        try (Reading reading = Configs.of(url)
                .table("\"" + name.replace("\"", "\"\"") + "\"")
                .incrementing(column)
                .reading()) {
            assertThat(reading.read()).containsExactly("{\"i\\\"d ` ?\":1,\"a\\nb\":2}");
            assertThat(reading.ids()).containsExactly("PUBLIC." + name.replace("%", "%25") + "/1");
            assertThat(reading.events.get(0).getSource().toString()).isASCII();
        }
    }

    @Test
    void takesAttributesFromColumns() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY, kind VARCHAR(9), who INT)");
        sql.run("INSERT INTO t VALUES (1, 'made', 7), (2, NULL, NULL)");
        try (Reading reading = Configs.of(url)
                .table("T")
                .attributes(new Value.FromColumn("kind"), new Value.Constant("it"), new Value.FromColumn("who"))
                .reading()) {
            reading.read();
            assertThat(reading.events).extracting(CloudEvent::getType).containsExactly("made", "dev.penstock.jdbc.row");
            assertThat(reading.events).extracting(CloudEvent::getSubject).containsOnly("it");
            assertThat(reading.events)
                    .extracting(event -> event.getExtension("partitionkey"))
                    .containsExactly("7", null);
        }
    }

    @Test
    void boundsAPollByBytesAndSmallPagesOfWideRows() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY, wide VARCHAR)");
        for (int i = 1; i <= 20; i++) {
            sql.run("INSERT INTO t VALUES (" + i + ", REPEAT('x', 100000))");
        }
        try (Reading reading = Configs.of(url).table("T").reading()) {
            reading.maxBytes = 250_000;
            assertThat(reading.poll().events()).hasSize(3);
            assertThat(reading.read()).hasSize(17);
        }
    }

    @Test
    void readsManyRowsInPages() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY)", "INSERT INTO t SELECT X FROM SYSTEM_RANGE(1, 20000)");
        try (Reading reading = Configs.of(url).table("T").reading()) {
            reading.poll();
            assertThat(reading.source().pending()).hasValue(10_000);
            reading.read();
            assertThat(reading.ids())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 20_000)
                            .mapToObj(i -> "PUBLIC.T/" + i)
                            .toList());
            assertThat(reading.source().pending()).hasValue(0);
        }
    }

    @Test
    void looksAtATableAgainThatWasAltered() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        try (Reading reading = Configs.of(url).table("T").reading()) {
            reading.read();
            sql.run("ALTER TABLE t ADD COLUMN more INT BEFORE id", "INSERT INTO t VALUES (8, 2)");
            assertThatThrownBy(reading::read).isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(
                            e.failure().remedy())
                    .isEqualTo(Failure.Remedy.RECONNECT));
            assertThat(reading.restart().read()).containsExactly("{\"MORE\":8,\"ID\":2}");
        }
    }

    @Test
    void saysWhatIsMissing() throws SQLException {
        sql.run("CREATE TABLE t(a INT, d DATE)", "CREATE TABLE pair(a INT, b INT, PRIMARY KEY(a, b))");
        assertHalts(Configs.of(url).table("nowhere"), "there is no table nowhere in schema PUBLIC");
        assertHalts(Configs.of(url).table("t"), "has no primary key; say in 'incrementing-column'");
        assertHalts(Configs.of(url).table("pair"), "primary key of several columns");
        assertHalts(Configs.of(url).table("t").incrementing("b"), "has no column b, only [A, D]");
        assertHalts(Configs.of(url).table("t").timestamp("a"), "has no primary key; name columns in 'key-columns'");
        assertHalts(Configs.of(url).table("t").timestamp("d").keys("a"), "is of type date");
        assertHalts(Configs.of(url).query("SELECT a, a FROM t").incrementing("a"), "Duplicate column name");
        assertHalts(Configs.of(url).query("SELEC a").incrementing("a"), "cannot read the query in");
        assertHalts(Configs.of(url + ";IFEXISTS=TRUE;USER=x;PASSWORD=hidden").table("t"), "cannot connect");
    }

    private static void assertHalts(Configs configs, String message) {
        try (Reading reading = configs.reading()) {
            assertThatThrownBy(reading::read).isInstanceOfSatisfying(ConnectorException.class, e -> {
                assertThat(e.failure().remedy()).isEqualTo(Failure.Remedy.NONE);
                assertThat(e.failure().message()).contains(message).doesNotContain("hidden");
            });
        }
    }

    @Test
    void stopsAtARowWithoutKeyInsteadOfPassingItBy() throws SQLException {
        sql.run("CREATE TABLE t(k INT, at TIMESTAMP(3) WITH TIME ZONE)");
        sql.run(
                "INSERT INTO t SELECT NULLIF(X, 7), TIMESTAMP WITH TIME ZONE '2024-01-01 00:00:00Z' FROM SYSTEM_RANGE(1, 9)");
        sql.run("CREATE VIEW late AS SELECT * FROM t WHERE k < 5 UNION SELECT k, at + INTERVAL '1' DAY FROM t");
        for (Configs configs : List.of(
                Configs.of(url).table("t").bulk().keys("k"),
                Configs.of(url).table("t").timestamp("at").keys("k"),
                Configs.of(url).table("late").timestamp("at").keys("k"))) {
            try (Reading reading = configs.reading()) {
                reading.maxEvents = 2;
                assertThatThrownBy(reading::read).hasMessageContaining("column K is null in a row of table PUBLIC.");
            }
        }
    }

    @Test
    void refusesAnOffsetThatIsNotItsOwn() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        try (Reading reading = Configs.of(url).table("T").reading()) {
            reading.offsets.put(reading.partitions().get(0), Offset.of("incrementing", "x"));
            assertThatThrownBy(reading::read).hasMessageContaining("penstock offsets");
        }
    }

    @Test
    void readsSqliteWithTheTypesOfItsValues() throws SQLException {
        String file = "jdbc:sqlite:" + directory.resolve("a b.db");
        try (Sql lite = new Sql(file);
                Reading numbers = Configs.of(file).table("t").reading();
                Reading times = Configs.of(file).table("t").timestamp("at").reading()) {
            lite.run("CREATE TABLE t(id INTEGER PRIMARY KEY, v, yes BOOLEAN, at TEXT)");
            lite.run("INSERT INTO t VALUES (1, 1.5, 1, '2024-01-01 00:00:00'), (2, x'00ff', 0, '2024-01-01 00:00:00'),"
                    + " (9, 'text', NULL, '2024-01-01 00:00:01'), (10, NULL, 1, '2023-01-01 00:00:00')");
            assertThat(numbers.read())
                    .containsExactly(
                            "{\"id\":1,\"v\":1.5,\"yes\":true,\"at\":\"2024-01-01 00:00:00\"}",
                            "{\"id\":2,\"v\":\"AP8=\",\"yes\":false,\"at\":\"2024-01-01 00:00:00\"}",
                            "{\"id\":9,\"v\":\"text\",\"yes\":null,\"at\":\"2024-01-01 00:00:01\"}",
                            "{\"id\":10,\"v\":null,\"yes\":true,\"at\":\"2023-01-01 00:00:00\"}");
            times.maxEvents = 1;
            assertThat(times.read()).isEmpty();
            assertThat(times.readAfter(LAG.plusSeconds(1))).hasSize(4);
            assertThat(times.ids())
                    .containsExactly(
                            "t/10/2023-01-01 00:00:00",
                            "t/1/2024-01-01 00:00:00",
                            "t/2/2024-01-01 00:00:00",
                            "t/9/2024-01-01 00:00:01");
        }
    }

    @Test
    void testsItsConnectionStepByStep() throws SQLException {
        sql.run("CREATE TABLE t(id INT PRIMARY KEY)");
        try (Reading good = Configs.of(url).table("t").reading();
                Reading bad = Configs.of(url).table("u").reading()) {
            assertThat(good.source().check(good.deadline()))
                    .allMatch(check -> check.failure() == null)
                    .extracting(check -> check.name())
                    .containsExactly("connect", "find tables");
            assertThat(bad.source().check(bad.deadline()).get(1).failure()).isNotNull();
        }
    }
}
