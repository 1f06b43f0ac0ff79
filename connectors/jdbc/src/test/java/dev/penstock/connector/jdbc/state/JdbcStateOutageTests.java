package dev.penstock.connector.jdbc.state;

import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreOutageContract;
import dev.penstock.connector.jdbc.sink.Databases;
import dev.penstock.connector.jdbc.source.Servers;
import dev.penstock.servers.TestServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;

/** What a store does when the server of its database, or the way to it, fails. */
class JdbcStateOutageTests {
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    abstract static class OnServer extends StateStoreOutageContract {
        private final String url;

        OnServer(Databases database) {
            this.url = database.fresh();
        }

        abstract TestServer server();

        @Override
        protected int port() {
            Matcher port = PORT.matcher(url);
            if (!port.find()) {
                throw new IllegalStateException(url);
            }
            return Integer.parseInt(port.group(1));
        }

        @Override
        protected StateStore open(int port) {
            return Stores.at(PORT.matcher(url).replaceFirst(":" + port + "/"));
        }

        @Override
        protected void restart() {
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
