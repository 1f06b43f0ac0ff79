package dev.penstock.connector.jdbc.source;

import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real servers, one of each for all tests of the run; each test has a schema of its own. */
public final class Servers {
    private Servers() {}

    static TestServer postgresql() {
        return Postgresql.SERVER;
    }

    /** MariaDB. */
    public static TestServer mariadb() {
        return Mariadb.SERVER;
    }

    private static final class Postgresql {
        static final TestServer SERVER = start(TestServer.Kind.POSTGRESQL);
    }

    private static final class Mariadb {
        static final TestServer SERVER = start(TestServer.Kind.MARIADB);
    }

    private static TestServer start(TestServer.Kind kind) {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return TestServer.start(kind, Files.createTempDirectory(target, "source-" + kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
