package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static dev.penstock.connector.jdbc.sink.Sinks.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcomes;
import dev.penstock.connector.jdbc.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that somebody else changes while the sink runs. */
class SinkChangedTableTests {
    private static final String TABLE = "CREATE TABLE orders (id int PRIMARY KEY, a varchar(9), b varchar(9))";

    /** Time that goes only where the test says so. */
    private static final class Clock implements InstantSource {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private final Clock clock = new Clock();

    @ParameterizedTest
    @EnumSource
    void usesANewColumnAfterAWhile(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).clock(clock).build()) {
            sink.write(batch(event("1", "{\"id\":1,\"c\":\"early\"}")));
            rows.run("ALTER TABLE orders ADD COLUMN c varchar(9) DEFAULT 'none'");
            clock.pass(Duration.ofSeconds(10));
            sink.write(batch(event("2", "{\"id\":2,\"c\":\"late\"}"), event("3", "{\"id\":3}")));
            assertThat(rows.of("SELECT id, c FROM orders ORDER BY id")).containsExactly("1|none", "2|late", "3|none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesOnWhenAColumnIsDropped(Databases database) throws Exception {
        for (Mode mode : List.of(Mode.INSERT, Mode.UPSERT)) {
            for (boolean byAttribute : new boolean[] {false, true}) {
                String url = database.fresh();
                Sinks settings = Sinks.to(url).mode(mode).clock(clock);
                try (Rows rows = new Rows(url).run(TABLE);
                        JdbcSink sink = (byAttribute ? settings.table("@dataschema") : settings).build()) {
                    assertThat(kinds(sink.write(batch(order(1), order(2))))).containsOnly("DELIVERED");
                    rows.run("ALTER TABLE orders DROP COLUMN a");
                    clock.pass(Duration.ofSeconds(1));
                    assertThat(kinds(sink.write(batch(order(3), order(4), order(5)))))
                            .containsOnly("DELIVERED");
                    assertThat(rows.of("SELECT id, b FROM orders ORDER BY id"))
                            .containsExactly("1|b", "2|b", "3|b", "4|b", "5|b");
                }
            }
        }
    }

    private static io.cloudevents.CloudEvent order(int id) {
        return io.cloudevents.core.builder.CloudEventBuilder.v1(
                        event("e" + id, "{\"id\":" + id + ",\"a\":\"a\",\"b\":\"b\"}"))
                .withDataSchema(java.net.URI.create("orders"))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void writesOnWhenTheTableIsAnotherOne(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (id int PRIMARY KEY, at_time int)");
                JdbcSink sink = Sinks.to(url).clock(clock).build()) {
            assertThat(kinds(sink.write(batch(event("1", "{\"id\":1,\"at_time\":1}")))))
                    .containsOnly("DELIVERED");
            rows.run("DROP TABLE orders", "CREATE TABLE orders (id int, at_time varchar(30) NOT NULL DEFAULT 'x')");
            clock.pass(Duration.ofSeconds(1));
            Outcomes outcomes = sink.write(batch(
                    event("2", "{\"id\":2,\"at_time\":7}"),
                    event("3", "{\"id\":3,\"at_time\":\"2026-01-31T12:00:00Z\"}"),
                    event("4", "{\"id\":4}"),
                    event("5", "{\"id\":5,\"at_time\":null}")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "DELIVERED", "DELIVERED", "REJECTED");
            assertThat(message(outcomes, 3)).containsIgnoringCase("at_time").containsIgnoringCase("null");
            assertThat(rows.of("SELECT id, at_time FROM orders ORDER BY id"))
                    .containsExactly("2|7", "3|2026-01-31T12:00:00Z", "4|x");
        }
    }

    /** What PostgreSQL and the others refuse only when they see the row. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE") // it takes any value
    void writesOnWhenATypeOrAConstraintChanges(Databases database) throws Exception {
        String time = database == Databases.MARIADB ? "datetime" : "timestamp";
        for (Mode mode : List.of(Mode.INSERT, Mode.UPSERT)) {
            String url = database.fresh();
            try (Rows rows = new Rows(url).run("CREATE TABLE orders (id int PRIMARY KEY, t " + time + ")");
                    JdbcSink sink = Sinks.to(url).mode(mode).clock(clock).build()) {
                assertThat(kinds(sink.write(batch(event("1", "{\"id\":1,\"t\":1700000000}")))))
                        .containsOnly("DELIVERED");
                rows.run(
                        "ALTER TABLE orders DROP COLUMN t",
                        "ALTER TABLE orders ADD COLUMN t bigint DEFAULT 5 NOT NULL");
                clock.pass(Duration.ofSeconds(1));
                Outcomes outcomes = sink.write(batch(
                        event("2", "{\"id\":2,\"t\":1700000000}"),
                        event("3", "{\"id\":3}"),
                        event("4", "{\"id\":4,\"t\":\"x\"}")));
                assertThat(kinds(outcomes)).containsExactly("DELIVERED", "DELIVERED", "REJECTED");
                assertThat(rows.of("SELECT id, t FROM orders ORDER BY id"))
                        .containsExactly("1|5", "2|1700000000", "3|5");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOrderOfAKeyWhenItLooksAgain(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink =
                        Sinks.to(url).mode(Mode.UPSERT).once().clock(clock).build()) {
            sink.write(batch(event("1", "{\"id\":1,\"b\":\"one\"}")));
            rows.run("ALTER TABLE orders DROP COLUMN a");
            clock.pass(Duration.ofSeconds(1));
            Outcomes outcomes = sink.write(batch(
                    event("2", "{\"id\":1,\"b\":\"two\"}"),
                    event("3", "{\"id\":1,\"a\":\"gone\",\"b\":\"three\"}"),
                    event("4", "{\"id\":\"bad\"}"),
                    event("5", "{\"id\":1,\"b\":\"five\"}"),
                    event("6", "{\"id\":3,\"b\":\"much too long to fit\"}"),
                    event("7", "{\"id\":2,\"b\":\"seven\"}")));
            String long6 = database == Databases.SQLITE ? "DELIVERED" : "REJECTED";
            assertThat(kinds(outcomes))
                    .containsExactly("DELIVERED", "DELIVERED", "REJECTED", "DELIVERED", long6, "DELIVERED");
            assertThat(rows.of("SELECT id, b FROM orders WHERE id < 3 ORDER BY id"))
                    .containsExactly("1|five", "2|seven");
        }
    }

    @ParameterizedTest
    @EnumSource
    void haltsWhenTheTableIsGoneAndMakesItAgainIfAllowed(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).clock(clock).build();
                JdbcSink making = Sinks.to(url).create().key("id").clock(clock).build()) {
            sink.write(batch(event("1", "{\"id\":1}")));
            making.write(batch(event("2", "{\"id\":2}")));
            rows.run("DROP TABLE orders");
            Outcomes outcomes = sink.write(batch(event("3", "{\"id\":3}"), event("4", "{\"id\":4}")));
            assertThat(kinds(outcomes)).containsExactly("HALT", "NONE");
            assertThat(message(outcomes, 0)).contains("no table orders").contains("auto-create");
            assertThat(kinds(making.write(batch(event("3", "{\"id\":3}"))))).containsExactly("DELIVERED");
            assertThat(kinds(sink.write(batch(event("4", "{\"id\":4}"))))).containsExactly("DELIVERED");
            assertThat(rows.of("SELECT * FROM " + Dialect.of(url).quote("orders") + " ORDER BY 1"))
                    .containsExactly("3", "4");
        }
    }

    @Test
    void doesNotLookForEveryEventOfAFlood() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).table("@type").clock(clock).build();
                JdbcSink one = Sinks.to(url).clock(clock).build()) {
            assertThat(kinds(sink.write(batch(event("1", "{\"id\":1}"))))).containsExactly("REJECTED");
            assertThat(kinds(one.write(batch(event("1", "{\"id\":1}"))))).containsExactly("DELIVERED");
            rows.run("CREATE TABLE \"order.placed\" (id int)", "ALTER TABLE orders ALTER COLUMN id TYPE varchar(9)");
            for (int i = 0; i < 3; i++) {
                assertThat(kinds(sink.write(batch(event("2", "{\"id\":2}"))))).containsExactly("REJECTED");
                assertThat(kinds(one.write(batch(event("2", "{\"id\":\"x\"}")))))
                        .containsExactly("REJECTED");
            }
            clock.pass(Duration.ofSeconds(1));
            assertThat(kinds(sink.write(batch(event("2", "{\"id\":2}"))))).containsExactly("DELIVERED");
            assertThat(kinds(one.write(batch(event("2", "{\"id\":\"x\"}"))))).containsExactly("DELIVERED");
        }
    }
}
