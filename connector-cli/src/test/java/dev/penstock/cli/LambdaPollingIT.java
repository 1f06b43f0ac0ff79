package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.servers.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that polls a table, in Lambda's own runtime. */
final class LambdaPollingIT {
    private static final String TICK =
            "{\"version\":\"0\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}";

    @TempDir
    Path dir;

    @Test
    void pollsWhenItIsInvokedAndFailsWhenItCannotDeliver() throws Exception {
        try (TestServer database = TestServer.start(TestServer.Kind.POSTGRESQL, dir.resolve("postgresql"));
                PickyReceiver receiver = new PickyReceiver();
                Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY, name text)");
            statement.execute("INSERT INTO orders SELECT n, 'n' FROM generate_series(1, 50) n");
            Path file = Files.writeString(
                    dir.resolve("orders.yaml"),
                    """
                    source: { connector: jdbc, config: { url: "jdbc:postgresql://${env:SHOP}", table: orders, lag: 0s, interval: 150s } }
                    sink: { connector: http, config: { url: "%s" } }
                    state: { connector: jdbc, config: { url: "jdbc:postgresql://${env:SHOP}" } }
                    """
                            .formatted(receiver.address()));
            Path output = dir.resolve("out");
            CommandRun run =
                    CommandRun.of("package", file.toString(), "--target", "aws-lambda", "--output", output.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Files.readString(output.resolve("template.yaml")))
                    .contains("Type: ScheduleV2", "\"rate(3 minutes)\"", "ReservedConcurrentExecutions: 1");
            try (LambdaProcess lambda = new LambdaProcess(
                    output.resolve("function.zip"),
                    dir.resolve("task"),
                    Map.of("SHOP", database.address().substring("jdbc:postgresql://".length())))) {
                assertThat(lambda.started().error()).as(lambda.log()).isFalse();
                RuntimeApi.Answer first = lambda.invoke(TICK);
                assertThat(first.body())
                        .as(lambda.log())
                        .startsWith("{\"status\":\"idle\",\"delivered\":50,\"deadLettered\":0,");
                assertThat(lambda.invoke("{}").body()).startsWith("{\"status\":\"idle\",\"delivered\":0,");
                statement.execute("INSERT INTO orders VALUES (51, 'n')");
                assertThat(lambda.invoke("null").body()).contains("\"delivered\":1,");
                receiver.refusing = true;
                statement.execute("INSERT INTO orders VALUES (52, 'n')");
                RuntimeApi.Answer failed = lambda.invoke(TICK);
                assertThat(failed.error()).as(failed.body()).isTrue();
                assertThat(failed.body()).contains("401");
            }
            assertThat(new HashSet<>(receiver.taken())).hasSize(51);
        }
    }
}
