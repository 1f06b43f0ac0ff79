package dev.penstock.connector.jdbc.source;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.testkit.PollingSourceConformance;
import dev.penstock.testkit.SourceOutageConformance;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class JdbcSourceConformanceTests {
    /** Tables of texts with a growing number. */
    abstract static class Rows implements PollingSourceConformance, SourceOutageConformance {
        private final Map<String, Object> what;
        private final int tables;
        private H2Server database;
        private int written;

        Rows(int tables, Map<String, Object> what) {
            this.tables = tables;
            this.what = what;
        }

        @BeforeEach
        void start() throws Exception {
            database = new H2Server();
            for (int i = 0; i < tables; i++) {
                database.run("CREATE TABLE notes_" + i
                        + " (id BIGINT AUTO_INCREMENT PRIMARY KEY, text CHARACTER LARGE OBJECT)");
            }
        }

        @AfterEach
        void stop() throws Exception {
            database.close();
        }

        @Override
        public Class<?> connector() {
            return JdbcSource.class;
        }

        @Override
        public Map<String, Object> config() {
            Map<String, Object> config = new HashMap<>(database.config());
            config.put("interval", "50ms");
            config.putAll(what);
            return config;
        }

        @Override
        public void put(List<String> values) throws SQLException {
            for (String value : values) {
                database.run("INSERT INTO notes_" + written++ % tables + " (text) VALUES (?)", value);
            }
        }

        @Override
        public String value(CloudEvent event) {
            try {
                Map<String, Object> row =
                        JSON.std.mapFrom(Objects.requireNonNull(event.getData()).toBytes());
                return String.valueOf(row.get(row.containsKey("text") ? "text" : "TEXT"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void breakDown() {
            database.network().cut();
        }

        @Override
        public void recover() {
            database.network().mend();
        }
    }

    @Nested
    class Table extends Rows {
        Table() {
            super(1, Map.of("table", "notes_0"));
        }
    }

    /** Each table is a partition. */
    @Nested
    class Tables extends Rows {
        Tables() {
            super(2, Map.of("tables", List.of("NOTES_*")));
        }
    }

    @Nested
    class Query extends Rows {
        Query() {
            super(1, Map.of("query", "SELECT id, text FROM notes_0", "incrementing-column", "id"));
        }
    }
}
