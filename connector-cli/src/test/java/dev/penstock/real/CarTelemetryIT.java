package dev.penstock.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.process.KafkaTopics;
import dev.penstock.process.PenstockProcess;
import dev.penstock.servers.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of car telemetry as it is, on 2,000 real measurements: the topic keeps each car's order, the table is exact. */
@Tag("I4")
@Timeout(180)
class CarTelemetryIT {
    private static final Path CHECKOUT = Path.of(Objects.requireNonNull(System.getProperty("penstock.checkout")));

    @TempDir
    Path directory;

    @Test
    void everyMeasurementIsInTheTopicInItsOrderAndInTheTableOnce() throws Exception {
        CarData cars = new CarData();
        try (TestServer broker = TestServer.start(TestServer.Kind.KAFKA, directory.resolve("kafka"));
                TestServer database = TestServer.start(TestServer.Kind.POSTGRESQL, directory.resolve("postgresql"));
                Connection connection = DriverManager.getConnection(database.address());
                Statement statement = connection.createStatement()) {
            KafkaTopics topics = new KafkaTopics(broker.address());
            topics.create("cars");
            statement.execute(tableOfThePage());
            Map<String, String> environment = Map.of(
                    "CARS_FILE", cars.zipped().toString(),
                    "KAFKA", broker.address(),
                    "DATABASE_URL", database.address());
            Path example = CHECKOUT.resolve("examples/car-telemetry");
            try (PenstockProcess process = PenstockProcess.run(directory, environment, example)) {
                await().atMost(Duration.ofMinutes(1))
                        .failFast(() -> assertThat(process.isAlive()).isTrue())
                        .untilAsserted(() -> assertThat(number(statement, "count(*)"))
                                .as(process::errors)
                                .isEqualTo(cars.fact("rows")));
                assertThat(process.terminate()).as(process::errors).isZero();
            }
            cars.areExactly(topics.records("cars"));
            hasTheFacts(statement, cars);
        }
    }

    /** The page tells a user to make this table; what it says has to work. */
    private static String tableOfThePage() throws IOException {
        String page = Files.readString(CHECKOUT.resolve("docs/how-to/car-telemetry.md"));
        Matcher sql = Pattern.compile("(?s)```sql\n(.*?)```").matcher(page);
        assertThat(sql.find()).as(page).isTrue();
        return sql.group(1);
    }

    private static void hasTheFacts(Statement statement, CarData cars) throws SQLException {
        Map.of(
                        "count(*)", "rows",
                        "count(DISTINCT (car, time))", "distinct_car_time_pairs",
                        "count(DISTINCT car)", "cars",
                        "count(*) FILTER (WHERE speed > 40)", "speed_over_40",
                        "count(*) FILTER (WHERE coolant_temp > 50)", "coolant_over_50",
                        "max(speed)", "max_speed",
                        "min(time)", "first_time",
                        "max(time)", "last_time")
                .forEach((sql, fact) ->
                        assertThat(number(statement, sql)).as(fact).isEqualTo(cars.fact(fact)));
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM measurements GROUP BY car")) {
            while (rows.next()) {
                assertThat(rows.getDouble(1)).isEqualTo(cars.fact("rows") / cars.fact("cars"));
            }
        }
    }

    private static double number(Statement statement, String sql) {
        try (ResultSet row = statement.executeQuery("SELECT " + sql + " FROM measurements")) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
