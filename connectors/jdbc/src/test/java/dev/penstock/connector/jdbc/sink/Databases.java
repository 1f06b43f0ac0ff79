package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.source.Servers;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that tests write to; a server is started once and serves all tests of the module. */
public enum Databases {
    POSTGRESQL,
    MARIADB,
    H2,
    SQLITE;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started by the first test that asks. */
    private static final class Server {
        static final TestServer POSTGRESQL = TestServer.start(TestServer.Kind.POSTGRESQL, folder("postgresql"));
    }

    /** The URL of a database, or a schema, of its own. */
    public String fresh() {
        return switch (this) {
            case POSTGRESQL -> postgresql("test" + NUMBER.incrementAndGet());
            case MARIADB -> mariadb("sink" + NUMBER.incrementAndGet());
            case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
            case SQLITE -> "jdbc:sqlite:" + folder("sqlite").resolve(UUID.randomUUID() + ".db");
        };
    }

    /** The server itself, for tests that kill it and start it again. */
    public static TestServer postgresqlServer() {
        return Server.POSTGRESQL;
    }

    private static String postgresql(String name) {
        String address = Server.POSTGRESQL.address();
        try (Rows admin = new Rows(address)) {
            admin.run("CREATE SCHEMA " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return address + "&currentSchema=" + name;
    }

    private static String mariadb(String name) {
        String address = Servers.mariadb().address();
        try (Rows admin = new Rows(address)) {
            admin.run("CREATE DATABASE " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return address.replace("/test?", "/" + name + "?");
    }

    /** A folder below target, for this run. */
    public static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of(
                    "target", "servers", name + "-" + ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
