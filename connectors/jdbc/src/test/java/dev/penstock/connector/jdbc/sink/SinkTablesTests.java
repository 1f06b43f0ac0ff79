package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static dev.penstock.connector.jdbc.sink.Sinks.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcomes;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.connector.jdbc.TableName;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables and columns that are not there yet, and tables that the event names. */
class SinkTablesTests {
    private static final String TABLE = "CREATE TABLE orders (id int PRIMARY KEY, name varchar(20))";

    @ParameterizedTest
    @EnumSource
    void makesNoTableAndNoColumnUnlessToldTo(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url);
                JdbcSink sink = Sinks.to(url).build();
                JdbcSink mapped = Sinks.to(url).column("price", "/price").build()) {
            Outcomes outcomes = sink.write(batch(event("1", "{\"id\":1}"), event("2", "{\"id\":2}")));
            assertThat(kinds(outcomes)).containsExactly("HALT", "NONE");
            assertThat(message(outcomes, 0))
                    .contains("there is no table orders in ")
                    .endsWith("; create it, mend table, or set auto-create: true");
            rows.run(TABLE);
            assertThat(kinds(sink.write(batch(event("1", "{\"id\":1,\"price\":3}")))))
                    .containsExactly("DELIVERED");
            assertThat(table(url).columns()).hasSize(2);
            outcomes = mapped.write(batch(event("2", "{\"price\":3}")));
            assertThat(kinds(outcomes)).containsExactly("HALT");
            assertThat(message(outcomes, 0))
                    .containsIgnoringCase("table orders has no column 'price' (it has id, name)")
                    .endsWith("; mend columns, or set auto-evolve");
            outcomes = sink.write(batch(event("3", "{\"price\":3}"), event("4", "{\"id\":4}")));
            assertThat(kinds(outcomes)).containsExactly("REJECTED", "DELIVERED");
            assertThat(message(outcomes, 0)).contains("nothing in the event belongs to a column");
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesATableWithTypesGuessedFromAllOfTheBatch(Databases database) throws Exception {
        String url = database.fresh();
        try (JdbcSink sink = Sinks.to(url).mode(Mode.UPSERT).key("ID").create().build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "{\"id\":\"a\",\"whole\":1,\"mixed\":1,\"flag\":true,\"none\":null,\"list\":[1]}"),
                    event("2", "no JSON"),
                    event("3", "{\"id\":\"b\",\"whole\":2,\"mixed\":1.5,\"text\":\"x\",\"huge\":12345678901234567890}"),
                    event("4", "{\"whole\":3}")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "REJECTED", "DELIVERED", "REJECTED");
            Table table = table(url);
            assertThat(table.primaryKey()).containsExactly("id");
            assertThat(table.names()).isEqualTo("id, whole, mixed, flag, list, text, huge");
            assertThat(table.columns().stream().map(Column::type))
                    .containsExactly(
                            ColumnType.TEXT,
                            ColumnType.BIGINT,
                            ColumnType.DOUBLE,
                            database == Databases.MARIADB ? ColumnType.TINYINT : ColumnType.BOOLEAN,
                            database == Databases.MARIADB ? ColumnType.TEXT : ColumnType.JSON,
                            ColumnType.TEXT,
                            ColumnType.DECIMAL);
            outcomes = sink.write(batch(event("5", "{\"id\":\"a\",\"whole\":7,\"later\":1}")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED");
            assertThat(table(url).columns()).hasSize(7);
            assertThat(values(url, "id", "whole", "mixed")).containsExactly("a|7|1", "b|2|1.5");
        }
    }

    /** A column of this name and what else the sink would see; quoted, since the sink quotes what it makes. */
    private static List<String> values(String url, String... columns) throws Exception {
        Dialect dialect = Dialect.of(url);
        String list =
                String.join(", ", List.of(columns).stream().map(dialect::quote).toList());
        try (Rows rows = new Rows(url)) {
            return rows.of("SELECT " + list + " FROM " + dialect.quote("orders") + " ORDER BY 1").stream()
                    .map(row -> row.replaceAll("\\.0\\b", ""))
                    .toList();
        }
    }

    private static Table table(String url) throws Exception {
        try (Rows rows = new Rows(url)) {
            return Objects.requireNonNull(
                    TableReader.read(rows.connection(), Dialect.of(url), TableName.parse("orders")));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("I3")
    void makesNoTableFromPoison(Databases database) throws Exception {
        String url = database.fresh();
        try (JdbcSink sink = Sinks.to(url).key("id").mode(Mode.UPSERT).create().build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "garbage"),
                    event("2", "{}"),
                    event("3", "{\"id\":null}"),
                    Sinks.builder("4").build(),
                    event("5", "{\"\":1}")));
            assertThat(kinds(outcomes)).containsOnly("REJECTED");
            assertThat(message(outcomes, 0)).contains("no table orders").contains("create it");
            outcomes = sink.write(batch(event("6", "{\"id\":6,\"n\":1}"), event("7", "garbage")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "REJECTED");
            assertThat(table(url).columns().stream().map(Column::type))
                    .containsExactly(ColumnType.BIGINT, ColumnType.BIGINT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsColumnsThatAreMissing(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).evolve().build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "{\"id\":1,\"name\":\"x\"}"),
                    event("2", "{\"id\":2,\"Price\":1,\"nothing\":null}"),
                    event("3", "{\"id\":3,\"price\":2.5,\"NAME\":\"y\"}"),
                    event("4", "garbage")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "DELIVERED", "DELIVERED", "REJECTED");
            assertThat(table(url).names()).isEqualToIgnoringCase("id, name, price");
            assertThat(kinds(sink.write(batch(event("5", "{\"id\":5,\"more\":true}")))))
                    .containsExactly("DELIVERED");
            assertThat(rows.of("SELECT id, name, " + Dialect.of(url).quote("Price") + " * 2 FROM orders ORDER BY id"))
                    .map(row -> row.replace(".0", ""))
                    .containsExactly("1|x|null", "2|null|2", "3|y|5", "5|null|null");
            assertThat(table(url).names()).isEqualToIgnoringCase("id, name, price, more");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("I3")
    void rejectsAMemberThatNoColumnCanBeNamedLikeAlone(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).evolve().build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "{\"id\":1,\"good\":1}"),
                    event("2", "{\"id\":2,\"\":1}"),
                    event("3", "{\"id\":3,\"" + "ü".repeat(300) + "\":1}"),
                    event("4", "{\"id\":4,\"a\\u0000b\":1}"),
                    event("5", "{\"id\":5,\"\":null}"),
                    event("6", "{\"id\":6,\"odd \\\" ` ; --\":1}")));
            assertThat(kinds(outcomes))
                    .containsExactly("DELIVERED", "REJECTED", "REJECTED", "REJECTED", "DELIVERED", "DELIVERED");
            assertThat(message(outcomes, 1)).contains("no column can be named like the member ''");
            assertThat(rows.of("SELECT id FROM orders ORDER BY id")).containsExactly("1", "5", "6");
            assertThat(table(url).columns()).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsMappedColumnsAndThoseOfANewTable(Databases database) throws Exception {
        String url = database.fresh();
        Sinks settings =
                Sinks.to(url).column("id", "@id").column("city", "/to/city").column("body", "@data");
        try (Rows rows = new Rows(url);
                JdbcSink creating = settings.create().build();
                JdbcSink evolving = settings.column("at", "@time").evolve().build()) {
            assertThat(kinds(creating.write(batch(event("1", "{\"to\":{\"city\":\"Rome\"}}")))))
                    .containsExactly("DELIVERED");
            CloudEvent timed = Sinks.builder("2")
                    .time(java.time.OffsetDateTime.parse("2024-01-01T00:30:00Z"))
                    .data("{\"to\":{\"city\":5}}".getBytes(StandardCharsets.UTF_8))
                    .build();
            assertThat(kinds(evolving.write(batch(timed)))).containsExactly("DELIVERED");
            assertThat(table(url).names()).isEqualTo("id, city, body, at");
            assertThat(values(url, "id", "city")).containsExactly("1|Rome", "2|5");
            assertThat(rows.of("SELECT " + Dialect.of(url).quote("at") + " FROM "
                                    + Dialect.of(url).quote("orders") + " WHERE "
                                    + Dialect.of(url).quote("id") + " = '2'")
                            .get(0))
                    .startsWith("2024-01-01");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("I3")
    void writesToTheTableThatAnAttributeNames(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE, "CREATE TABLE parcels (id int PRIMARY KEY)");
                JdbcSink sink = Sinks.to(url).table("@kind").build();
                JdbcSink making = Sinks.to(url).table("@kind").create().build()) {
            CloudEvent[] events = {
                to("orders", 1),
                to("parcels", 1),
                to("nowhere", 1),
                event("none", "{\"id\":1}"),
                to("orders", 2),
                to("parcels; DROP TABLE orders", 1),
                to("parcels", 1),
                to("orders", 3)
            };
            Outcomes outcomes = sink.write(batch(events));
            assertThat(kinds(outcomes))
                    .containsExactly(
                            "DELIVERED",
                            "DELIVERED",
                            "REJECTED",
                            "REJECTED",
                            "DELIVERED",
                            "REJECTED",
                            "REJECTED",
                            "DELIVERED");
            assertThat(message(outcomes, 2)).contains("no table nowhere").contains("auto-create: true");
            assertThat(message(outcomes, 3)).contains("no attribute kind to name its table by");
            assertThat(message(outcomes, 6)).containsIgnoringCase("table parcels");
            assertThat(rows.of("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2", "3");
            assertThat(rows.of("SELECT id FROM parcels")).containsExactly("1");
            assertThat(kinds(making.write(batch(to("brand new \"`", 7))))).containsExactly("DELIVERED");
            assertThat(rows.of("SELECT * FROM " + Dialect.of(url).quote("brand new \"`")))
                    .containsExactly("7");
        }
    }

    private static CloudEvent to(String table, int id) {
        return Sinks.builder(table + id)
                .extension("kind", table)
                .data(("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** What is rejected for its table must not be written to it all the same. */
    @ParameterizedTest
    @EnumSource
    void writesNothingOfEventsForWhichATableCannotGrow(Databases database) throws Exception {
        String url = database.fresh();
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            members.append(",\"m").append(i).append("\":1");
        }
        CloudEvent wide = Sinks.builder("wide")
                .extension("kind", "orders")
                .data(("{\"id\":1" + members + "}").getBytes(StandardCharsets.UTF_8))
                .build();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).table("@kind").evolve().build()) {
            Outcomes outcomes = sink.write(batch(wide));
            assertThat(kinds(outcomes)).containsExactly("REJECTED");
            assertThat(message(outcomes, 0)).contains("more than 1000 columns").endsWith("set columns");
            assertThat(rows.of("SELECT id FROM orders")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesWholeEventsAsRows(Databases database) throws Exception {
        String url = database.fresh();
        Sinks settings = Sinks.to(url)
                .row(RowShape.EVENT)
                .mode(Mode.UPSERT)
                .create()
                .deleteWhen(new DeleteWhen.OfType("order.deleted"));
        try (JdbcSink sink = settings.build()) {
            CloudEvent first = Sinks.builder("1")
                    .subject("s")
                    .extension("tenant", "acme")
                    .time(java.time.OffsetDateTime.parse("2024-01-01T00:30:00Z"))
                    .data("{\"n\":1}".getBytes(StandardCharsets.UTF_8))
                    .build();
            CloudEvent text = Sinks.builder("2")
                    .contentType("text/plain")
                    .data("plain".getBytes(StandardCharsets.UTF_8))
                    .build();
            CloudEvent gone = Sinks.builder("3").build();
            CloudEvent later = Sinks.builder("3").type("order.deleted").build();
            assertThat(kinds(sink.write(batch(first, text, gone, first)))).containsOnly("DELIVERED");
            assertThat(kinds(sink.write(batch(later, first)))).containsOnly("DELIVERED");
            Table table = table(url);
            assertThat(table.primaryKey()).containsExactly("source", "id");
            assertThat(table.names())
                    .isEqualTo("id, source, type, subject, time, datacontenttype, dataschema, data, tenant");
            String quotes = database == Databases.MARIADB ? "" : "\"";
            assertThat(values(url, "id", "source", "type", "subject", "datacontenttype", "tenant", "data"))
                    .containsExactly(
                            "1|/shop|order.placed|s|application/json|acme|"
                                    + (database == Databases.POSTGRESQL ? "{\"n\": 1}" : "{\"n\":1}"),
                            "2|/shop|order.placed|null|text/plain|null|" + quotes + "plain" + quotes);
        }
    }
}
