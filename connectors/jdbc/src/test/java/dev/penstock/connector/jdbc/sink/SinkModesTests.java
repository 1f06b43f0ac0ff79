package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static dev.penstock.connector.jdbc.sink.Sinks.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcomes;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinkModesTests {
    private static final String TABLE =
            "CREATE TABLE orders (id bigint PRIMARY KEY, customer varchar(20), total int CHECK (total < 1000))";
    private static final String ALL = "SELECT id, customer, total FROM orders ORDER BY id";

    @ParameterizedTest
    @EnumSource
    void insertsMembersByName(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "{\"id\":1,\"customer\":\"Ann\",\"total\":10,\"note\":\"ignored\"}"),
                    event("2", "{\"id\":2,\"customer\":null}")));
            assertThat(kinds(outcomes)).containsOnly("DELIVERED");
            assertThat(rows.of(ALL)).containsExactly("1|Ann|10", "2|null|null");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("I3")
    void rejectsBadRowsAloneWhateverTheMode(Databases database) throws Exception {
        for (Mode mode : List.of(Mode.INSERT, Mode.UPSERT, Mode.UPDATE)) {
            for (boolean once : new boolean[] {false, true}) {
                String url = database.fresh();
                Sinks settings = Sinks.to(url).mode(mode);
                try (Rows rows = new Rows(url).run(TABLE);
                        JdbcSink sink = (once ? settings.once() : settings).build()) {
                    for (int i = 0; i < 100 && mode == Mode.UPDATE; i++) {
                        rows.run("INSERT INTO orders (id) VALUES (" + i + ")");
                    }
                    List<CloudEvent> events = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        int total = i == 17 || i == 63 ? 5000 : i;
                        String customer = i == 40 ? "a name that is far too long" : "c" + i;
                        events.add(event(
                                "" + i,
                                "{\"id\":" + (i == 99 ? "\"x\"" : i) + ",\"total\":" + total + ",\"customer\":\""
                                        + customer + "\"}"));
                    }
                    Outcomes outcomes = sink.write(batch(events));
                    List<Integer> refused = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        if (kinds(outcomes).get(i).equals("REJECTED")) {
                            refused.add(i);
                        }
                    }
                    // SQLite takes texts of any length
                    assertThat(refused)
                            .isEqualTo(database == Databases.SQLITE ? List.of(17, 63, 99) : List.of(17, 40, 63, 99));
                    assertThat(kinds(outcomes)).containsOnly("REJECTED", "DELIVERED");
                    assertThat(message(outcomes, 99)).contains("column").containsIgnoringCase("id");
                    assertThat(rows.of("SELECT count(*) FROM orders WHERE total IS NOT NULL"))
                            .containsExactly("" + (100 - refused.size()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void upsertsTheLastOfSeveralOfOneKey(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE, "INSERT INTO orders (id, customer, total) VALUES (1, 'Old', 1)");
                JdbcSink sink = Sinks.to(url).mode(Mode.UPSERT).build()) {
            Outcomes outcomes = sink.write(batch(
                    event("a", "{\"id\":1,\"customer\":\"Ann\"}"),
                    event("b", "{\"id\":2,\"customer\":\"Bob\",\"total\":2}"),
                    event("c", "{\"id\":1,\"total\":7}"),
                    event("d", "{\"id\":2,\"total\":null}")));
            assertThat(kinds(outcomes)).containsOnly("DELIVERED");
            assertThat(rows.of(ALL)).containsExactly("1|Ann|7", "2|Bob|null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesRowsAndRejectsWhatHasNone(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run(TABLE, "INSERT INTO orders (id, customer, total) VALUES (1, 'Ann', 1)");
                JdbcSink sink = Sinks.to(url).mode(Mode.UPDATE).build()) {
            Outcomes outcomes = sink.write(batch(
                    event("a", "{\"id\":1,\"total\":5}"),
                    event("b", "{\"id\":2,\"total\":6}"),
                    event("c", "{\"total\":6}")));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "REJECTED", "REJECTED");
            assertThat(message(outcomes, 1)).contains("no row of that key");
            assertThat(rows.of(ALL)).containsExactly("1|Ann|5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletesByModeByTypeByFieldAndByTombstone(Databases database) throws Exception {
        String url = database.fresh();
        Sinks settings = Sinks.to(url)
                .mode(Mode.UPSERT)
                .column("id", "@subject")
                .column("customer", "/customer")
                .deleteWhen(
                        new DeleteWhen.Wordy(DeleteWhen.Word.NO_DATA),
                        new DeleteWhen.OfType("order.deleted"),
                        new DeleteWhen.Field("/op", "d"));
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = settings.build();
                JdbcSink deleting = Sinks.to(url).mode(Mode.DELETE).build()) {
            rows.run("INSERT INTO orders (id) VALUES (1), (2), (3), (4), (5)");
            Outcomes outcomes = sink.write(batch(
                    Sinks.builder("a").subject("1").build(),
                    Sinks.builder("b")
                            .type("order.deleted")
                            .subject("2")
                            .data("{}".getBytes(StandardCharsets.UTF_8))
                            .build(),
                    Sinks.builder("c")
                            .subject("3")
                            .data("{\"op\":\"d\"}".getBytes(StandardCharsets.UTF_8))
                            .build(),
                    Sinks.builder("d")
                            .subject("6")
                            .data("{\"customer\":\"x\"}".getBytes(StandardCharsets.UTF_8))
                            .build(),
                    Sinks.builder("e").subject("6").build(),
                    Sinks.builder("f").subject("4").build(),
                    Sinks.builder("g")
                            .subject("4")
                            .data("{\"customer\":\"back\"}".getBytes(StandardCharsets.UTF_8))
                            .build()));
            assertThat(kinds(outcomes)).containsOnly("DELIVERED");
            assertThat(kinds(deleting.write(batch(event("h", "{\"id\":5}"), event("i", "{\"id\":77}")))))
                    .containsOnly("DELIVERED");
            assertThat(rows.of(ALL)).containsExactly("4|back|null");
        }
    }

    /** Whether "a" and "A" are one key is up to the collation of the column. */
    @ParameterizedTest
    @EnumSource
    @Tag("I4")
    void keepsTheOrderOfKeysThatMayBeTheSame(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (id varchar(9) PRIMARY KEY, total int)");
                JdbcSink sink = Sinks.to(url).mode(Mode.UPSERT).build()) {
            Outcomes outcomes = sink.write(batch(
                    event("1", "{\"id\":\"a\",\"total\":1}"),
                    event("2", "{\"id\":\"A\",\"total\":2}"),
                    event("3", "{\"id\":\"\u00e9\",\"total\":3}"),
                    event("4", "{\"id\":\"E\",\"total\":4}")));
            assertThat(kinds(outcomes)).containsOnly("DELIVERED");
            assertThat(rows.of("SELECT total FROM orders ORDER BY total"))
                    .isEqualTo(database == Databases.MARIADB ? List.of("2", "4") : List.of("1", "2", "3", "4"));
        }
    }
}
