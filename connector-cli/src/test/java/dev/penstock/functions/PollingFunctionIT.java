package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table of PostgreSQL into an HTTP service, by functions and runtimes that share their state in PostgreSQL and are killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollingFunctionIT {
    private static final int IN_FLIGHT = 40;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path dir;
    private final TestServer database;

    PollingFunctionIT(@TempDir Path dir) throws Exception {
        this.dir = dir;
        this.database = TestServer.start(TestServer.Kind.POSTGRESQL, dir.resolve("postgresql"));
    }

    @BeforeAll
    void tables() throws SQLException {
        for (String table : List.of("killed", "standby")) {
            execute("CREATE TABLE " + table + " (id bigint PRIMARY KEY, note text)");
        }
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.address());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private void insert(String table, int first, int last) throws SQLException {
        execute("INSERT INTO " + table + " SELECT n, 'note ' || n FROM generate_series(" + first + ", " + last + ") n");
    }

    private String pipeline(String table, Target target) {
        return """
                name: %s
                source: { connector: jdbc, config: { url: "jdbc:postgresql://${env:SHOP}", table: %s, lag: 0s, interval: 90s } }
                sink: { connector: http, config: { url: "%s" } }
                delivery: { buffer: { max-events: %d }, batch: { max-events: 10 } }
                state: { connector: jdbc, config: { url: "jdbc:postgresql://${env:SHOP}" }, lease: 5s }
                """
                .formatted(table, table, target.address(), IN_FLIGHT);
    }

    private Map<String, String> environment() {
        return Map.of("SHOP", database.address().substring("jdbc:postgresql://".length()));
    }

    private static List<String> ids(Target target) {
        return target.taken().stream().map(Target.Arrived::id).toList();
    }

    @Test
    @Tag("I1")
    @Tag("I8")
    void losesNothingWhenItIsKilledInTheMiddle() throws Exception {
        insert("killed", 1, 400);
        try (Target target = new Target()) {
            Path made = Packages.make(dir, pipeline("killed", target), "http", "killed");
            for (int kill = 1; kill <= 2; kill++) {
                int until = kill * 60;
                try (HttpFunctionProcess function = HttpFunctionProcess.start(made, environment())) {
                    CompletableFuture<Void> lost = work(function);
                    await().atMost(LONG).until(() -> target.taken().size() >= until);
                    assertThat(lost).as("killed in the middle").isNotDone(); // close: SIGKILL
                }
            }
            try (HttpFunctionProcess function = HttpFunctionProcess.start(made, environment())) {
                work(function).get(60, TimeUnit.SECONDS);
                assertThat(new HashSet<>(ids(target))).as(function::log).hasSize(400);
                assertThat(ids(target).size() - 400).as("repeated").isLessThanOrEqualTo(2 * IN_FLIGHT);
                insert("killed", 401, 410);
                CountDownLatch gate = target.hold(new CountDownLatch(1));
                CompletableFuture<Void> working = work(function);
                await().atMost(LONG)
                        .until(() -> target.arrived().size() > target.taken().size());
                assertThat(post(function).body()).contains("\"status\":\"busy\"");
                gate.countDown();
                working.get(60, TimeUnit.SECONDS);
                target.answer(401);
                insert("killed", 411, 412);
                assertThat(post(function).statusCode()).as(function::log).isBetween(500, 503);
                target.answer(204);
                assertThat(post(function).body()).contains("\"delivered\":2,");
            }
            assertThat(new HashSet<>(ids(target))).hasSize(412);
        }
    }

    private static HttpResponse<String> post(HttpFunctionProcess function) throws IOException, InterruptedException {
        return function.post("/any", new byte[0], "Content-Type", "application/json");
    }

    /** Invokes until it was not busy, which it is as long as the lease of one that was killed runs, and is at the end. */
    private static CompletableFuture<Void> work(HttpFunctionProcess function) {
        return CompletableFuture.runAsync(() -> await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> post(function).body().contains("\"status\":\"idle\"")));
    }

    @Test
    @Tag("I2")
    @Tag("I8")
    void oneOfTwoRuntimesWorksAndTheOtherTakesOverWhenItIsKilled() throws Exception {
        insert("standby", 1, 300);
        try (Target target = new Target()) {
            Path file = Files.writeString(dir.resolve("standby.yaml"), pipeline("standby", target));
            Path one = Files.createDirectory(dir.resolve("one"));
            Path other = Files.createDirectory(dir.resolve("other"));
            try (PenstockProcess active = PenstockProcess.run(one, environment(), file)) {
                await().atMost(LONG).until(() -> target.taken().size() >= 60);
                try (PenstockProcess standby = PenstockProcess.run(other, environment(), file)) {
                    await().atMost(LONG).untilAsserted(() -> assertThat(standby.errors() + standby.output())
                            .contains("pipeline 'standby' is run by"));
                    active.kill();
                    insert("standby", 301, 350);
                    // the source looks every 90 s, so that the rows of now come with the take-over
                    await().atMost(LONG).untilAsserted(() -> assertThat(new HashSet<>(ids(target)))
                            .hasSize(350));
                    assertThat(ids(target).size() - 350).as("repeated").isLessThanOrEqualTo(IN_FLIGHT);
                    CommandResult refused = offsets("reset", file, "standby");
                    assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(1);
                    assertThat(refused.errors()).contains("is run by");
                    assertThat(standby.terminate()).isZero();
                }
            }
            CommandResult list = offsets("list", file);
            assertThat(list.output()).as(list.errors()).contains("standby").contains("350");
            assertThat(offsets("reset", file, "standby").output()).contains("forgot 1 offset of standby");
        }
    }

    private record CommandResult(int exitCode, String output, String errors) {}

    private CommandResult offsets(String what, Path file, String... more) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of("offsets", what));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--file", file.toString()));
        try (PenstockProcess process = PenstockProcess.start(dir, environment(), arguments.toArray(String[]::new))) {
            return new CommandResult(process.exitCode(), process.output(), process.errors());
        }
    }
}
