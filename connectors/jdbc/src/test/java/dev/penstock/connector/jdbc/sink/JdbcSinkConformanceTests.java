package dev.penstock.connector.jdbc.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.connector.jdbc.source.H2Server;
import dev.penstock.testkit.PoisonConformance;
import dev.penstock.testkit.SinkConformance;
import dev.penstock.testkit.SinkOutageConformance;
import dev.penstock.toolkit.event.EventBuilder;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class JdbcSinkConformanceTests {
    /** A table whose rows are numbered as they come; its check refuses one value for good. */
    abstract static class Rows implements SinkConformance, PoisonConformance, SinkOutageConformance {
        private final Map<String, Object> more;
        private final String key;
        private H2Server database;

        Rows(String key, Map<String, Object> more) {
            this.key = key;
            this.more = more;
        }

        @BeforeEach
        void start() throws Exception {
            database = new H2Server();
            database.run("CREATE TABLE events (seq BIGINT AUTO_INCREMENT, id VARCHAR(4000)" + key
                    + ", text CHARACTER LARGE OBJECT CHECK (text <> 'poison'))");
        }

        @AfterEach
        void stop() throws Exception {
            database.close();
        }

        @Override
        public Class<?> connector() {
            return JdbcSink.class;
        }

        @Override
        public Map<String, Object> config() {
            Map<String, Object> config = new HashMap<>(database.config());
            config.put("table", "events");
            config.put("columns", Map.of("id", "@id", "text", "/text"));
            config.putAll(more);
            return config;
        }

        @Override
        public CloudEvent event(String id, String eventKey, String value) {
            try {
                return EventBuilder.of(URI.create("/conformance"), "dev.penstock.conformance")
                        .id(id)
                        .subject(eventKey)
                        .contentType("application/json")
                        .data(JSON.std.asString(Map.of("text", value)).getBytes(UTF_8))
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<String> arrived() throws SQLException {
            return database.texts("SELECT text FROM events WHERE text IS NOT NULL ORDER BY seq");
        }

        @Override
        public CloudEvent poison(String id) {
            return event(id, "poisoned", "poison");
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
    class Insert extends Rows {
        Insert() {
            super("", Map.of());
        }
    }

    @Nested
    class Upsert extends Rows {
        Upsert() {
            super(" PRIMARY KEY", Map.of("mode", "upsert", "key-columns", List.of("id")));
        }
    }

    @Nested
    class ExactlyOnce extends Rows {
        ExactlyOnce() {
            super("", Map.of("exactly-once", true));
        }
    }
}
