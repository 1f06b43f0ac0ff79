package dev.penstock.connector.s3;

import dev.penstock.api.StateStoreContext;
import dev.penstock.api.config.Secret;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The real service that tests ask, started by the first of them, and stores that keep state in it. */
final class Service {
    static final String SECRET = "penstock-secret";

    private Service() {}

    private static final class Running {
        static final TestServer SERVER = start();
    }

    private static TestServer start() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return TestServer.start(TestServer.Kind.S3, Files.createTempDirectory(target, "s3"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestServer server() {
        return Running.SERVER;
    }

    static URI address() {
        return URI.create(server().address());
    }

    static S3StateStoreConfig config(URI endpoint, String bucket, String secret) {
        return new S3StateStoreConfig(bucket, "penstock/", null, endpoint, true, "penstock", Secret.of(secret));
    }

    static S3StateStore store(S3StateStoreConfig config) {
        return new S3StateStore(config, new StateStoreContext("test", "s3@test", InstantSource.system()));
    }

    static S3StateStore store() {
        return store(config(address(), "state", SECRET));
    }
}
