package dev.penstock.connector.jdbc.state;

import dev.penstock.api.Check;
import dev.penstock.connector.jdbc.sink.Databases;
import dev.penstock.connector.jdbc.sink.Rows;
import dev.penstock.testkit.AbilityConformance;
import dev.penstock.testkit.EntryConformance;
import dev.penstock.testkit.FencingConformance;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** What a state store keeps and whom it lets through, in each database, with a table that the store creates for each test. */
class JdbcStateStoreTests {
    abstract static class InDatabase implements EntryConformance, FencingConformance, AbilityConformance {
        private final String url;

        InDatabase(Databases database) {
            this.url = database.fresh();
        }

        @Override
        public Class<?> connector() {
            return JdbcStateStore.class;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("url", url);
        }

        @Override
        public void remove(String key) throws Exception {
            try (Rows rows = new Rows(url)) {
                String quote = url.contains("mariadb") ? "`" : "\"";
                rows.run("DELETE FROM " + quote + "penstock_state" + quote + " WHERE entry_key = '" + key + "'");
            }
        }
    }

    @Nested
    class Postgresql extends InDatabase {
        Postgresql() {
            super(Databases.POSTGRESQL);
        }

        /** The library that starts it for tests lets it run without. */
        @Override
        public boolean mayFail(Check check) {
            return check.detail().contains("fsync is off");
        }
    }

    @Nested
    class Mariadb extends InDatabase {
        Mariadb() {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class H2 extends InDatabase {
        H2() {
            super(Databases.H2);
        }
    }

    @Nested
    class Sqlite extends InDatabase {
        Sqlite() {
            super(Databases.SQLITE);
        }

        /** Each commit waits for the disk. */
        @Override
        public int writers() {
            return 4;
        }
    }
}
