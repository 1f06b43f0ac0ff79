package dev.penstock.connector.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules by which values become JSON, as the reference page states them. */
class TypesTests {
    @Test
    void writesThoseOfPostgresql() throws SQLException {
        String url = Servers.postgresql().address();
        try (Sql sql = new Sql(url)) {
            sql.run(
                    "CREATE SCHEMA types",
                    "CREATE TYPE types.mood AS ENUM ('sad', 'ok')",
                    """
                    CREATE TABLE types.t(id bigint PRIMARY KEY, small smallint, n numeric, d double precision, r real,
                      b boolean, bits bit(3), c char(3), txt text, by bytea, u uuid, j json, jb jsonb,
                      d8 date, t time, tz timetz, ts timestamp, tstz timestamptz, iv interval, m types.mood,
                      arr int[], texts text[], grid int[][], times timestamptz[], docs jsonb[], ip inet, rng int4range,
                      money numeric(20,4)[])""",
                    """
                    INSERT INTO types.t VALUES (9007199254740993, -32768, 12345678901234567890.1234567890, 0.1, 0.1,
                      true, B'101', 'ab', E'q"\\\\\\n\\u00e9\\U0001F4A5', '\\x00ff', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
                      '{"a": [1,\n 2]}', '{"b": null}', '2024-02-29', '23:59:59.123456', '10:00:00+02',
                      '2024-01-01 00:00:00.000001', '2024-01-01 00:00:00.5+02', '1 day 02:03:04', 'ok',
                      '{1,NULL,3}', '{"x","y\\"z"}', '{{1,2},{3,4}}', '{"2024-01-01 00:00:00+01"}',
                      '{"{\\"k\\": 1}"}', '10.0.0.1', '[1,5)', '{1.5000,NULL}')""",
                    """
                    INSERT INTO types.t(id, n, d, r, ts, tstz, d8, t) VALUES (9007199254740994, 'NaN', 'Infinity', 'NaN',
                      'infinity', '-infinity', 'infinity', '24:00')""");
            List<String> rows;
            // More than five times, so that the driver goes over to binary values.
            try (Reading reading = Configs.of(url).table("types.t").reading()) {
                rows = reading.readAfter(Duration.ZERO);
                rows = reading.readAfter(Duration.ofSeconds(6));
                assertThat(reading.texts()).hasSize(2);
                rows = List.copyOf(reading.texts());
            }
            assertThat(rows.get(0))
                    .isEqualTo("{\"id\":9007199254740993,\"small\":-32768,\"n\":12345678901234567890.1234567890,"
                            + "\"d\":0.1,\"r\":0.1,\"b\":true,\"bits\":\"101\",\"c\":\"ab \","
                            + "\"txt\":\"q\\\"\\\\\\né💥\",\"by\":\"AP8=\","
                            + "\"u\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"j\":{\"a\": [1,  2]},\"jb\":{\"b\": null},"
                            + "\"d8\":\"2024-02-29\",\"t\":\"23:59:59.123456\",\"tz\":\"10:00:00+02:00\","
                            + "\"ts\":\"2024-01-01T00:00:00.000001\",\"tstz\":\"2023-12-31T22:00:00.500Z\","
                            + "\"iv\":\"1 day 02:03:04\",\"m\":\"ok\",\"arr\":[1,null,3],\"texts\":[\"x\",\"y\\\"z\"],"
                            + "\"grid\":[[1,2],[3,4]],\"times\":[\"2023-12-31T23:00:00Z\"],\"docs\":[{\"k\": 1}],"
                            + "\"ip\":\"10.0.0.1\",\"rng\":\"[1,5)\",\"money\":[1.5000,null]}");
            assertThat(rows.get(1))
                    .startsWith(
                            "{\"id\":9007199254740994,\"small\":null,\"n\":\"NaN\",\"d\":\"Infinity\",\"r\":\"NaN\","
                                    + "\"b\":null,")
                    .contains(
                            "\"d8\":\"infinity\",\"t\":\"24:00:00\",\"tz\":null,\"ts\":\"infinity\",\"tstz\":\"-infinity\"")
                    .endsWith("\"docs\":null,\"ip\":null,\"rng\":null,\"money\":null}");
            try (Reading many = Configs.of(url)
                    .query("SELECT i AS id, t.ts, t.tstz, t.d8, t.n, t.u, t.iv, t.arr, t.times FROM"
                            + " generate_series(1, 300) i, types.t WHERE t.small IS NOT NULL")
                    .incrementing("id")
                    .decimals(Decimals.STRING)
                    .zone("Europe/Berlin")
                    .lag(Duration.ZERO)
                    .reading()) {
                many.maxEvents = 10;
                many.read();
                assertThat(many.texts()).hasSize(300);
                assertThat(many.texts().stream().map(text -> text.substring(text.indexOf(','))))
                        .containsOnly(",\"ts\":\"2023-12-31T23:00:00.000001Z\",\"tstz\":\"2023-12-31T22:00:00.500Z\","
                                + "\"d8\":\"2024-02-29\",\"n\":\"12345678901234567890.1234567890\","
                                + "\"u\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"iv\":\"1 day 02:03:04\","
                                + "\"arr\":[1,null,3],\"times\":[\"2023-12-31T23:00:00Z\"]}");
            }
        }
    }

    @Test
    void writesThoseOfMariadb() throws SQLException {
        String url = Servers.mariadb().address();
        try (Sql sql = new Sql(url)) {
            sql.run(
                    """
                    CREATE TABLE types(id BIGINT UNSIGNED PRIMARY KEY, n DECIMAL(30,10), d DOUBLE, f FLOAT, yes BOOLEAN,
                      bits BIT(10), c VARCHAR(20), e ENUM('a','b'), bin VARBINARY(4), blb BLOB, j JSON, d8 DATE,
                      t TIME(3), dt DATETIME(6), ts TIMESTAMP(6) NULL, y YEAR, u UUID, z INT(6) ZEROFILL)""",
                    "SET time_zone = '+02:00'",
                    """
                    INSERT INTO types VALUES (18446744073709551615, 12345678901234567890.1234567890, 0.1, 0.5, true,
                      b'1010000001', 'é"💥', 'b', x'00ff', x'00ff', '{"a": 1}', '2024-02-29', '-838:59:59.000',
                      '2024-01-01 00:00:00.000001', '2024-01-01 00:00:00.5', 2024,
                      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 42)""");
            try (Reading reading =
                    Configs.of(url).table("types").lag(Duration.ZERO).reading()) {
                assertThat(reading.read())
                        .containsExactly("{\"id\":18446744073709551615,\"n\":12345678901234567890.1234567890,\"d\":0.1,"
                                + "\"f\":0.5,\"yes\":true,\"bits\":\"AoE=\",\"c\":\"é\\\"💥\",\"e\":\"b\",\"bin\":\"AP8=\","
                                + "\"blb\":\"AP8=\",\"j\":{\"a\": 1},\"d8\":\"2024-02-29\",\"t\":\"-838:59:59.000\","
                                + "\"dt\":\"2024-01-01T00:00:00.000001\",\"ts\":\"2023-12-31T22:00:00.500000Z\","
                                + "\"y\":2024,\"u\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"z\":42}");
                assertThat(reading.ids()).containsExactly("test.types/18446744073709551615");
            }
        }
    }

    @Test
    void writesThoseOfH2() throws SQLException {
        String url = "jdbc:h2:mem:types";
        try (Sql sql = new Sql(url)) {
            sql.run(
                    """
                    CREATE TABLE t(id INT PRIMARY KEY, n DECIMAL(20,4), d DOUBLE, b BOOLEAN, by VARBINARY, u UUID, j JSON,
                      arr INT ARRAY, tz TIMESTAMP(9) WITH TIME ZONE, ts TIMESTAMP, t TIME, c CLOB, iv INTERVAL DAY)""",
                    """
                    INSERT INTO t VALUES (1, 1.5, 'NaN', FALSE, X'00ff', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
                      JSON '{"a":1}', ARRAY[1, NULL], TIMESTAMP WITH TIME ZONE '2024-01-01 00:00:00.123456789+01:00',
                      TIMESTAMP '2024-01-01 00:00:00', TIME '01:02:03', 'long', INTERVAL '3' DAY)""");
            try (Reading reading = Configs.of(url).table("t").lag(Duration.ZERO).reading()) {
                assertThat(reading.read())
                        .containsExactly("{\"ID\":1,\"N\":1.5000,\"D\":\"NaN\",\"B\":false,\"BY\":\"AP8=\","
                                + "\"U\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"J\":{\"a\":1},\"ARR\":[1,null],"
                                + "\"TZ\":\"2023-12-31T23:00:00.123456789Z\",\"TS\":\"2024-01-01T00:00:00\","
                                + "\"T\":\"01:02:03\",\"C\":\"long\",\"IV\":\"INTERVAL '3' DAY\"}");
            }
        }
    }
}
