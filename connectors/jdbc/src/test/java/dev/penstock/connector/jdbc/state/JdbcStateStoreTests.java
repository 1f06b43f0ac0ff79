package dev.penstock.connector.jdbc.state;

import dev.penstock.api.Check;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContract;
import dev.penstock.connector.jdbc.sink.Databases;
import dev.penstock.connector.jdbc.sink.Rows;
import org.junit.jupiter.api.Nested;

/** The contract of state stores in each database, with a table that the store creates for each test. */
class JdbcStateStoreTests {
    abstract static class InDatabase extends StateStoreContract {
        private final String url;

        InDatabase(Databases database) {
            this.url = database.fresh();
        }

        @Override
        protected StateStore open() {
            return Stores.at(url);
        }

        @Override
        protected void remove(String key) throws Exception {
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
        protected boolean accepted(Check check) {
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
        protected int writers() {
            return 4;
        }
    }
}
