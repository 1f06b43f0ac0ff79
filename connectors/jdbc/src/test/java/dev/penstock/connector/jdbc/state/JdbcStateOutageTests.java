package dev.penstock.connector.jdbc.state;

import dev.penstock.connector.jdbc.sink.Databases;
import dev.penstock.connector.jdbc.sink.Rows;
import dev.penstock.connector.jdbc.source.Servers;
import dev.penstock.servers.TestServer;
import dev.penstock.testkit.StateStoreOutageConformance;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;

/** What a store does when the server of its database, or the way to it, fails. */
class JdbcStateOutageTests {
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    abstract static class OnServer implements StateStoreOutageConformance {
        private final String url;

        OnServer(Databases database) {
            this.url = database.fresh();
        }

        abstract TestServer server();

        @Override
        public Class<?> connector() {
            return JdbcStateStore.class;
        }

        @Override
        public int port() {
            Matcher port = PORT.matcher(url);
            if (!port.find()) {
                throw new IllegalStateException(url);
            }
            return Integer.parseInt(port.group(1));
        }

        @Override
        public Map<String, Object> config(int port) {
            return Map.of("url", PORT.matcher(url).replaceFirst(":" + port + "/"));
        }

        @Override
        public void remove(String key) throws Exception {
            try (Rows rows = new Rows(url)) {
                rows.run("DELETE FROM penstock_state WHERE entry_key = '" + key + "'");
            }
        }

        @Override
        public void restart() {
            server().kill();
            server().start();
        }
    }

    @Nested
    class Postgresql extends OnServer {
        Postgresql() {
            super(Databases.POSTGRESQL);
        }

        @Override
        TestServer server() {
            return Databases.postgresqlServer();
        }
    }

    @Nested
    class Mariadb extends OnServer {
        Mariadb() {
            super(Databases.MARIADB);
        }

        @Override
        TestServer server() {
            return Servers.mariadb();
        }
    }
}
