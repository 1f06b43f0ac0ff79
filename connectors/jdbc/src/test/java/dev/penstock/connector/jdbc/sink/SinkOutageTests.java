package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static dev.penstock.connector.jdbc.sink.Sinks.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.engine.PipelineStatus.State;
import dev.penstock.servers.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SinkOutageTests {
    private static final String TABLE = "CREATE TABLE orders (n int)";

    @Test
    @Tag("I8")
    void losesAndRepeatsNothingWhileTheServerIsKilled() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run(TABLE)) {
            assertThat(rows.of("SELECT 1")).hasSize(1);
        }
        TestServer server = Databases.postgresqlServer();
        int count = 30_000;
        try (Pipeline pipeline = new Pipeline(
                count, i -> event("" + i, "{\"n\":" + i + "}"), Sinks.to(url).once())) {
            for (int kill = 1; kill <= 2; kill++) {
                long enough = kill * 4_000L;
                await().atMost(Duration.ofSeconds(30)).until(() -> written(url) >= enough);
                server.kill();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> pipeline.engine.status().state() == State.RECONNECTING);
                server.start();
            }
            pipeline.engine.completed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(pipeline.deadLetters).isEmpty();
        }
        try (Rows rows = new Rows(url)) {
            assertThat(rows.of("SELECT count(*), count(DISTINCT n), sum(n) FROM orders"))
                    .containsExactly(count + "|" + count + "|" + (long) count * (count - 1) / 2);
        }
    }

    private static long written(String url) {
        try (Rows rows = new Rows(url)) {
            return Long.parseLong(rows.of("SELECT count(*) FROM orders").get(0));
        } catch (Exception e) {
            return -1;
        }
    }

    @Test
    void connectsAgainAfterItsConnectionWasCut() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run(TABLE);
                JdbcSink sink = Sinks.to(url).build()) {
            assertThat(kinds(sink.write(batch(event("1", "{\"n\":1}"))))).containsExactly("DELIVERED");
            rows.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND application_name = 'penstock'");
            Outcomes outcomes = sink.write(batch(event("2", "{\"n\":2}"), event("3", "{\"n\":3}")));
            assertThat(kinds(outcomes)).containsExactly("RETRY", "NONE");
            Outcome.Retry retry = (Outcome.Retry) Objects.requireNonNull(outcomes.get(0));
            assertThat(retry.failure().remedy()).isEqualTo(Remedy.RECONNECT);
            assertThat(rows.of("SELECT n FROM orders")).containsExactly("1");
        }
    }

    @Test
    void triesADeadlockAgain() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (id int PRIMARY KEY, n int)");
                Rows other = new Rows(url);
                JdbcSink sink = Sinks.to(url).mode(Mode.UPSERT).build()) {
            rows.run("INSERT INTO orders VALUES (1, 0), (2, 0)");
            other.connection().setAutoCommit(false);
            other.run("UPDATE orders SET n = 100 WHERE id = 2");
            CompletableFuture<Outcomes> writing = CompletableFuture.supplyAsync(
                    () -> sink.write(batch(event("a", "{\"id\":1,\"n\":1}"), event("b", "{\"id\":2,\"n\":2}"))));
            await().until(() ->
                    rows.of("SELECT 1 FROM pg_locks WHERE NOT granted").size() == 1);
            other.run("UPDATE orders SET n = 100 WHERE id = 1");
            other.connection().commit();
            assertThat(kinds(writing.get(20, TimeUnit.SECONDS))).containsOnly("DELIVERED");
            assertThat(rows.of("SELECT id, n FROM orders ORDER BY id")).containsExactly("1|1", "2|2");
        }
    }

    @Test
    void givesUpALockThatIsNeverReleasedBeforeTheDeadline() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run("CREATE TABLE orders (id int PRIMARY KEY, n int)");
                Rows other = new Rows(url);
                JdbcSink sink = Sinks.to(url).mode(Mode.UPSERT).build()) {
            rows.run("INSERT INTO orders VALUES (1, 0)");
            other.connection().setAutoCommit(false);
            other.run("UPDATE orders SET n = 100 WHERE id = 1");
            Deadline soon = Deadline.in(Duration.ofSeconds(2), InstantSource.system());
            Outcomes outcomes = sink.write(new Batch(List.of(event("a", "{\"id\":1,\"n\":1}")), soon));
            assertThat(soon.expired()).isFalse();
            Outcome.Retry retry = (Outcome.Retry) Objects.requireNonNull(outcomes.get(0));
            assertThat(retry.failure().remedy()).isEqualTo(Remedy.RECONNECT);
        }
    }

    @Test
    @Tag("I7")
    void haltsOnAWrongPasswordWithoutShowingIt() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        Path access = Databases.folder("postgresql").resolve("data/pg_hba.conf");
        try (Rows rows = new Rows(url).run("CREATE USER locked PASSWORD 'right-word'")) {
            Files.writeString(access, "host all locked 127.0.0.1/32 scram-sha-256\n" + Files.readString(access));
            rows.run("SELECT pg_reload_conf()");
            String plain = url.replace("user=postgres&", "").replace("?user=postgres", "?");
            await().untilAsserted(() -> assertThatThrownBy(() -> Sinks.to(plain)
                            .user("locked", "hunter2-secret")
                            .build()
                            .close())
                    .isInstanceOfSatisfying(ConnectorException.class, e -> {
                        assertThat(e.failure().mayRetry()).isFalse();
                        assertThat(e.failure().message()).contains("password").doesNotContain("hunter2");
                    }));
            assertThatThrownBy(() -> Sinks.to(plain + "&user=locked&password=hunter2-secret")
                            .build()
                            .close())
                    .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.failure() + " "
                                    + Sinks.to(plain + "&password=hunter2-secret")
                                            .config())
                            .doesNotContain("hunter2"));
            Sinks.to(plain).user("locked", "right-word").build().close();
        }
    }

    @Test
    void haltsWhenThePrivilegeIsTaken() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        try (Rows rows = new Rows(url).run(TABLE)) {
            rows.run("DROP ROLE IF EXISTS reader", "CREATE USER reader", "GRANT SELECT ON orders TO reader");
            rows.run("GRANT USAGE ON SCHEMA "
                    + rows.of("SELECT current_schema()").get(0) + " TO reader");
            try (JdbcSink sink =
                    Sinks.to(url.replace("user=postgres", "user=reader")).build()) {
                Outcomes outcomes = sink.write(batch(event("1", "{\"n\":1}")));
                assertThat(kinds(outcomes)).containsExactly("HALT");
                assertThat(message(outcomes, 0)).contains("permission denied");
                assertThat(sink.check(Deadline.in(Duration.ofSeconds(5), InstantSource.system())))
                        .anyMatch(check -> check.name().equals("privileges") && check.failure() != null);
            }
        }
    }

    @Test
    void asksForPatienceWhileTheDatabaseIsAway() {
        assertThatThrownBy(() ->
                        Sinks.to("jdbc:postgresql://127.0.0.1:1/x").build().close())
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failure().remedy()).isEqualTo(Remedy.RECONNECT));
        assertThatThrownBy(() -> Sinks.to("jdbc:nobody:x").build().close())
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        e -> assertThat(e.failure().message()).contains("no driver"));
    }
}
