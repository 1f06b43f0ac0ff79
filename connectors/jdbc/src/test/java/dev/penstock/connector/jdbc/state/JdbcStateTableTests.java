package dev.penstock.connector.jdbc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.api.Check;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import dev.penstock.connector.jdbc.sink.Databases;
import dev.penstock.connector.jdbc.sink.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcStateTableTests {
    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30), InstantSource.system());
    }

    private static Change change(String key, @Nullable Duration age) {
        Instant now = InstantSource.system().instant();
        return new Change(key, "value", null, age == null ? null : now.minus(age));
    }

    @ParameterizedTest
    @EnumSource
    void removesWhatHasExpiredAndNothingElse(Databases database) throws Exception {
        String url = database.fresh();
        try (StateStore store = Stores.at(url);
                StateStore tidy = Stores.tidy(url)) {
            store.write(change("old/1", Duration.ofHours(1)), soon());
            store.write(change("old/2", Duration.ofMinutes(2)), soon());
            store.write(change("fresh", Duration.ofSeconds(1)), soon());
            store.write(change("future", Duration.ofHours(-1)), soon());
            store.write(change("forever", null), soon());
            assertThat(tidy.write(change("now", null), soon())).isNotNull();
            assertThat(store.read("old/1", soon())).isNull();
            assertThat(store.read("old/2", soon())).isNull();
            for (String key : List.of("fresh", "future", "forever", "now")) {
                assertThat(store.read(key, soon())).as(key).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesTheLongestKeyInOnePiece(Databases database) throws Exception {
        try (StateStore store = Stores.at(database.fresh())) {
            String key = "k".repeat(512);
            String version = store.write(change(key, null), soon());
            assertThat(Objects.requireNonNull(store.read(key, soon())).version())
                    .isEqualTo(version);
        }
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        try (StateStore store = Stores.at(Databases.SQLITE.fresh())) {
            for (String key : List.of("", "/a", "a/", "a//b", "ä", "a b", "k".repeat(513))) {
                assertThatThrownBy(() -> store.write(change(key, null), soon()))
                        .as(key)
                        .isInstanceOf(ConnectorException.class)
                        .hasMessageContaining("no key");
                assertThatThrownBy(() -> store.read(key, soon())).as(key).isInstanceOf(ConnectorException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesATableOfAnotherNameAndFindsItAgain(Databases database) throws Exception {
        String url = database.fresh();
        String table = "\"State of \"\"the\"\" shop\"";
        for (int i = 0; i < 2; i++) {
            try (StateStore store = Stores.at(url, table)) {
                store.write(change("key", null), soon());
                assertThat(store.read("key", soon())).isNotNull();
            }
        }
    }

    @Test
    void needsNoRightToCreateWhereTheTableIs() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url);
                StateStore owner = Stores.at(url)) {
            assertThat(owner.read("key", soon())).isNull();
            String schema = rows.of("SELECT current_schema()").get(0);
            rows.run(
                    "DROP ROLE IF EXISTS state_keeper",
                    "CREATE ROLE state_keeper LOGIN",
                    "GRANT USAGE ON SCHEMA " + schema + " TO state_keeper",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON penstock_state TO state_keeper");
            try (StateStore store = Stores.at(url.replace("user=postgres", "user=state_keeper"))) {
                assertThat(store.write(change("key", null), soon())).isNotNull();
            }
            rows.run("REVOKE INSERT ON penstock_state FROM state_keeper");
            try (StateStore store = Stores.at(url.replace("user=postgres", "user=state_keeper"))) {
                assertThatThrownBy(() -> store.write(change("other", null), soon()))
                        .isInstanceOfSatisfying(ConnectorException.class, e -> {
                            assertThat(e.failure().mayRetry()).isFalse();
                            assertThat(e.failure().message())
                                    .contains("penstock_state", "permission denied", "grant what is missing");
                        });
            }
            rows.run("DROP TABLE penstock_state");
            try (StateStore store = Stores.at(url.replace("user=postgres", "user=state_keeper"))) {
                assertThatThrownBy(() -> store.read("key", soon()))
                        .isInstanceOf(ConnectorException.class)
                        .hasMessageContaining("create the table penstock_state");
            }
        }
    }

    @Test
    void waitsForWhoHoldsTheRowAndNotForEver() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows other = new Rows(url);
                StateStore store = Stores.at(url)) {
            String version = Objects.requireNonNull(store.write(change("key", null), soon()));
            other.run("BEGIN", "UPDATE penstock_state SET entry_value = 'held'");
            Deadline second = Deadline.in(Duration.ofSeconds(1), InstantSource.system());
            assertThatThrownBy(() -> store.write(new Change("key", "mine", version, null), second))
                    .isInstanceOf(ConnectorException.class);
            assertThat(Objects.requireNonNull(store.read("key", soon())).value())
                    .isEqualTo("value");
            other.run("ROLLBACK");
        }
    }

    @Test
    void saysWhenTheServerDoesNotKeepItsWord() throws Exception {
        try (JdbcStateStore store = Stores.at(Databases.POSTGRESQL.fresh())) {
            List<Check> checks = store.check(soon());
            assertThat(checks).extracting(Check::name).contains("connect", "compare and set", "durable commits");
            assertThat(checks)
                    .filteredOn(check -> check.name().equals("durable commits"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.detail()).contains("fsync is off"));
        }
    }

    @Test
    void noticesATriggerThatLetsTwoWritersThrough() throws Exception {
        String url = Databases.SQLITE.fresh();
        try (JdbcStateStore store = Stores.at(url);
                Rows rows = new Rows(url)) {
            assertThat(store.check(soon()))
                    .allSatisfy(check -> assertThat(check.failure()).isNull());
            rows.run("CREATE TRIGGER careless AFTER INSERT ON penstock_state BEGIN"
                    + " DELETE FROM penstock_state WHERE entry_key = new.entry_key; END");
            assertThat(store.check(soon()))
                    .filteredOn(check -> check.failure() != null)
                    .extracting(Check::name)
                    .containsExactly("compare and set");
        }
    }

    @Test
    @Tag("I7")
    void showsNoSecret() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:1/x?password=hunter2-secret";
        assertThat(Stores.config(url, "me", "hunter3-secret", "state").toString())
                .doesNotContain("hunter");
        try (StateStore store = Stores.as("me", "hunter3-secret", url)) {
            assertThatThrownBy(() -> store.read("key", soon())).isInstanceOfSatisfying(ConnectorException.class, e -> {
                assertThat(e.failure().mayRetry()).isTrue();
                assertThat(e.failure() + " " + store).doesNotContain("hunter");
            });
        }
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> Stores.config("jdbc:oracle:thin:@db", null, null, "state"))
                .hasMessageContaining("PostgreSQL, MariaDB, MySQL, H2 and SQLite");
        assertThatThrownBy(() -> Stores.config("jdbc:h2:mem:x", null, null, "a.b.c"))
                .hasMessageContaining("no name of a table");
        assertThatThrownBy(() -> Stores.config("jdbc:h2:mem:x", null, "secret", "state"))
                .hasMessageContaining("add username");
    }

    @Test
    void isTiedToTheMachineOnlyWhenTheDatabaseIs() {
        for (String local : List.of("jdbc:sqlite:state.db", "jdbc:h2:./state", "jdbc:h2:mem:x")) {
            assertThat(Stores.config(local, null, null, "state").tiedBy())
                    .as(local)
                    .isPresent();
        }
        for (String remote : List.of("jdbc:postgresql://db/x", "jdbc:mariadb://db/x", "jdbc:h2:tcp://db/x")) {
            assertThat(Stores.config(remote, null, null, "state").tiedBy())
                    .as(remote)
                    .isEmpty();
        }
    }
}
