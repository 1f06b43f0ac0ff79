package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of {@code exactly-once}. */
class SinkOnceTests {
    @ParameterizedTest
    @EnumSource
    @Tag("I5")
    void writesAnEventOnceWhenItIsRepeated(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (n int)");
                JdbcSink sink = Sinks.to(url).once().build()) {
            CloudEvent first = event("1", "{\"n\":1}");
            assertThat(kinds(sink.write(batch(first, event("2", "{\"n\":2}"), first))))
                    .containsOnly("DELIVERED");
            assertThat(kinds(sink.write(batch(event("3", "{\"n\":3}"), first)))).containsOnly("DELIVERED");
            try (JdbcSink other = Sinks.to(url).once().pipeline("other").build()) {
                other.write(batch(first));
            }
            assertThat(rows.of("SELECT n FROM orders ORDER BY n")).containsExactly("1", "1", "2", "3");
        }
    }

    /** Otherwise a dead letter that is replayed would count as written before, and do nothing. */
    @ParameterizedTest
    @EnumSource
    @Tag("I3")
    void doesNotRememberWhatItRejected(Databases database) throws Exception {
        String url = database.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (id int PRIMARY KEY, n int CHECK (n < 10))");
                JdbcSink sink = Sinks.to(url).mode(Mode.UPDATE).once().build()) {
            rows.run("INSERT INTO orders (id) VALUES (1), (2)");
            CloudEvent good = event("a", "{\"id\":1,\"n\":1}");
            CloudEvent early = event("b", "{\"id\":3,\"n\":3}");
            CloudEvent again = event("c", "{\"id\":3,\"n\":4}");
            CloudEvent large = event("d", "{\"id\":2,\"n\":20}");
            assertThat(kinds(sink.write(batch(good, early, again, large))))
                    .containsExactly("DELIVERED", "REJECTED", "REJECTED", "REJECTED");
            assertThat(kinds(sink.write(batch(good, early, again))))
                    .containsExactly("DELIVERED", "REJECTED", "REJECTED");
            rows.run("INSERT INTO orders (id) VALUES (3)", "UPDATE orders SET n = 9 WHERE id = 1");
            assertThat(kinds(sink.write(batch(good, early)))).containsOnly("DELIVERED");
            assertThat(kinds(sink.write(batch(again, good)))).containsOnly("DELIVERED");
            assertThat(rows.of("SELECT id, n FROM orders ORDER BY id")).containsExactly("1|9", "2|null", "3|4");
        }
    }

    @Test
    void deliversAlthoughOldMemoriesCannotBeForgotten() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (n int)")) {
            Sinks.to(url).once().build().close();
            String schema = rows.of("SELECT current_schema()").get(0);
            rows.run(
                    "DROP ROLE IF EXISTS keeper",
                    "CREATE USER keeper",
                    "GRANT USAGE ON SCHEMA " + schema + " TO keeper",
                    "GRANT SELECT, INSERT ON orders, penstock_delivered TO keeper");
            try (JdbcSink sink =
                    Sinks.to(url.replace("user=postgres", "user=keeper")).once().build()) {
                CloudEvent first = event("1", "{\"n\":1}");
                assertThat(kinds(sink.write(batch(first)))).containsExactly("DELIVERED");
                assertThat(kinds(sink.write(batch(first, event("2", "{\"n\":2}")))))
                        .containsOnly("DELIVERED");
            }
            assertThat(rows.of("SELECT n FROM orders ORDER BY n")).containsExactly("1", "2");
        }
    }
}
