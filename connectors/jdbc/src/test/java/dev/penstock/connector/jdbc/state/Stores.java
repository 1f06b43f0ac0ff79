package dev.penstock.connector.jdbc.state;

import dev.penstock.api.StateStoreContext;
import dev.penstock.api.config.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Builds stores for tests. */
final class Stores {
    private static final StateStoreContext CONTEXT = new StateStoreContext("test", "jdbc@test", InstantSource.system());

    private Stores() {}

    static JdbcStateStoreConfig config(String url, @Nullable String user, @Nullable String password, String table) {
        return new JdbcStateStoreConfig(
                url, user, password == null ? null : Secret.of(password), table, 2, Duration.ofSeconds(10), Map.of());
    }

    static JdbcStateStore at(String url) {
        return at(url, "penstock_state");
    }

    static JdbcStateStore at(String url, String table) {
        return new JdbcStateStore(config(url, null, null, table), CONTEXT);
    }

    static JdbcStateStore as(String user, String password, String url) {
        return new JdbcStateStore(config(url, user, password, "penstock_state"), CONTEXT);
    }

    /** One that removes what has expired with every write. */
    static JdbcStateStore tidy(String url) {
        Random always = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return 0;
            }
        };
        return new JdbcStateStore(config(url, null, null, "penstock_state"), CONTEXT, always);
    }
}
