package dev.penstock.connector.s3;

import dev.penstock.api.Deadline;
import dev.penstock.testkit.AbilityConformance;
import dev.penstock.testkit.EntryConformance;
import dev.penstock.testkit.FencingConformance;
import dev.penstock.testkit.StateStoreOutageConformance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What a state store keeps and whom it lets through, with a real service that also fails. */
class S3StateStoreTests
        implements EntryConformance, FencingConformance, AbilityConformance, StateStoreOutageConformance {
    @Override
    public Class<?> connector() {
        return S3StateStore.class;
    }

    @Override
    public int port() {
        return Service.address().getPort();
    }

    @Override
    public Map<String, Object> config() throws Exception {
        return config(port());
    }

    @Override
    public Map<String, Object> config(int port) {
        return Map.of(
                "bucket",
                "state",
                "endpoint",
                "http://127.0.0.1:" + port,
                "path-style",
                true,
                "access-key",
                "penstock",
                "secret-key",
                Service.SECRET);
    }

    @Override
    public void remove(String key) {
        try (S3StateStore store = Service.store()) {
            store.remove(key, Deadline.in(Duration.ofSeconds(30), InstantSource.system()));
        }
    }

    /** Each write is an exchange of HTTP, and of many that compete most are in vain. */
    @Override
    public int writers() {
        return 2;
    }

    @Override
    public void restart() {
        Service.server().kill();
        Service.server().start();
    }
}
