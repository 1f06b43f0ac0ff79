package dev.penstock.connector.jdbc.sink;

import static dev.penstock.connector.jdbc.sink.Sinks.batch;
import static dev.penstock.connector.jdbc.sink.Sinks.event;
import static dev.penstock.connector.jdbc.sink.Sinks.kinds;
import static dev.penstock.connector.jdbc.sink.Sinks.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.api.Outcomes;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules by which JSON becomes values of columns. */
class SinkValuesTests {
    /**
     * One column with a value for it, and what the column holds afterwards.
     *
     * @param type of the column, in SQL
     * @param json the value
     * @param read how to look at column {@code v}, in SQL
     * @param stored what is seen; {@code !} and part of a message where the value is refused
     */
    private record Case(String type, String json, String read, String stored) {
        static Case of(String type, String json, String stored) {
            return new Case(type, json, "v", stored);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPSERT", "UPDATE"})
    @Tag("I3")
    void makesThoseOfPostgresql(Mode mode) throws Exception {
        String utc = "v AT TIME ZONE 'UTC'";
        prove(
                Databases.POSTGRESQL,
                mode,
                Case.of("bigint", "9007199254740993", "9007199254740993"),
                Case.of("bigint", "-9223372036854775808", "-9223372036854775808"),
                Case.of("bigint", "\"17\"", "17"),
                Case.of("bigint", "2.0e1", "20"),
                Case.of("bigint", "9223372036854775808", "!no whole number of 64 bits"),
                Case.of("bigint", "1.5", "!no whole number"),
                Case.of("bigint", "true", "!true is no whole number"),
                Case.of("bigint", "{}", "!an object is no whole number"),
                Case.of("integer", "2147483648", "!does not fit a whole number of 32 bits"),
                Case.of("smallint", "-32768", "-32768"),
                Case.of("smallint", "40000", "!16 bits"),
                Case.of("numeric", "12345678901234567890.1234567890", "12345678901234567890.1234567890"),
                Case.of("numeric", "1e400", "1" + "0".repeat(400)),
                Case.of("numeric", "1e99999", "!too large or too small"),
                Case.of("numeric(5,2)", "1000", "!overflow"),
                Case.of("numeric", "\"NaN\"", "!no number"),
                Case.of("double precision", "0.1", "0.1"),
                Case.of("double precision", "1e999", "!too large"),
                Case.of("real", "\"-0.5\"", "-0.5"),
                Case.of("real", "1e39", "!too large"),
                Case.of("boolean", "true", "t"),
                Case.of("boolean", "0", "f"),
                Case.of("boolean", "\"True\"", "t"),
                Case.of("boolean", "2", "!neither true nor false"),
                Case.of("boolean", "\"yes\"", "!neither true nor false"),
                Case.of("text", "\"tab\\tline\\nback\\\\slash \\u00e9 💥 \\\\N\"", "tab\tline\nback\\slash é 💥 \\N"),
                Case.of("text", "\"\\\\N\"", "\\N"),
                Case.of("text", "\"\"", ""),
                Case.of("text", "1.50", "1.50"),
                Case.of("text", "false", "false"),
                Case.of("text", "{\"a\": [1, null]}", "{\"a\": [1, null]}"),
                Case.of("text", "\"a\\u0000b\"", "!zero character"),
                Case.of("text", "\"\\ud83d\"", "!surrogate"),
                Case.of("text", "null", "null"),
                Case.of("varchar(3)", "\"four\"", "!too long"),
                Case.of("char(3)", "\"EUR\"", "EUR"),
                Case.of("char(3)", "\"EURO\"", "!too long"),
                Case.of("char(3)[]", "[\"EUR\",\"USD\"]", "{EUR,USD}"),
                Case.of("bit(3)", "\"101\"", "101"),
                Case.of("bit varying(4)", "\"1010\"", "1010"),
                Case.of("uuid", "\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                Case.of("uuid", "\"a0eebc99\"", "!'a0eebc99' is no UUID"),
                Case.of("uuid", "7", "!a number is no UUID"),
                Case.of("date", "\"2024-02-29\"", "2024-02-29"),
                Case.of("date", "\"2023-02-29\"", "!no date, such as"),
                Case.of("time", "\"23:59:59.123456\"", "23:59:59.123456"),
                Case.of("time", "\"25:00\"", "!no time of day"),
                Case.of("timestamp", "\"2024-01-01T00:30:00.000001\"", "2024-01-01 00:30:00.000001"),
                Case.of("timestamp", "\"2024-01-01 00:30:00\"", "2024-01-01 00:30:00"),
                Case.of("timestamp", "\"2024-01-01T00:30:00+02:00\"", "2023-12-31 22:30:00"),
                Case.of("timestamp", "1700000000.25", "2023-11-14 22:13:20.25"),
                Case.of("timestamp", "\"yesterday\"", "!no time, such as"),
                new Case("timestamptz", "\"2024-01-01T00:30:00+02:00\"", utc, "2023-12-31 22:30:00"),
                new Case("timestamptz", "1700000000123", utc, "2023-11-14 22:13:20.123"),
                new Case("timestamptz", "-1", utc, "1969-12-31 23:59:59"),
                Case.of("timestamptz", "\"2024-01-01T00:30:00\"", "!no time of RFC 3339"),
                Case.of("bytea", "\"AP8=\"", "\\x00ff"),
                Case.of("bytea", "\"A*\"", "!no base64"),
                Case.of("bytea", "[1]", "!an array is no base64 text"),
                Case.of("json", "{\"b\": 1,  \"a\": [true]}", "{\"b\": 1,  \"a\": [true]}"),
                Case.of("jsonb", "{\"b\": 1,  \"a\": \"\\\"\\\\\"}", "{\"a\": \"\\\"\\\\\", \"b\": 1}"),
                Case.of("jsonb", "\"text\"", "\"text\""),
                Case.of("jsonb", "12", "12"),
                Case.of("jsonb", "true", "true"),
                Case.of("jsonb", "null", "null"),
                Case.of("jsonb", "{\"a\":\"\\u0000\"}", "!unicode"),
                Case.of("integer[]", "[1,null,-3]", "{1,NULL,-3}"),
                Case.of("integer[]", "[]", "{}"),
                Case.of("integer[][]", "[[1,2],[3,4]]", "{{1,2},{3,4}}"),
                Case.of("integer[]", "[\"x\"]", "!invalid input syntax for type integer"),
                Case.of("integer[]", "[{}]", "!an object is no array"),
                Case.of("integer[]", "5", "!a number is no array"),
                Case.of(
                        "text[]",
                        "[\"a,b\",\"q\\\"\\\\\",\"NULL\",\"\",true]",
                        "{\"a,b\",\"q\\\"\\\\\",\"NULL\",\"\",true}"),
                Case.of("inet", "\"10.0.0.1\"", "10.0.0.1"),
                Case.of("interval", "\"1 day\"", "1 day"),
                Case.of("inet", "\"nowhere\"", "!invalid input syntax for type inet"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPSERT", "UPDATE"})
    @Tag("I3")
    void makesThoseOfMariadb(Mode mode) throws Exception {
        prove(
                Databases.MARIADB,
                mode,
                Case.of("bigint", "-9223372036854775808", "-9223372036854775808"),
                Case.of("bigint unsigned", "18446744073709551615", "18446744073709551615"),
                Case.of("bigint unsigned", "-1", "!Out of range"),
                Case.of("int unsigned", "4294967295", "4294967295"),
                Case.of("int", "2147483648", "!32 bits"),
                Case.of("tinyint", "200", "!Out of range"),
                Case.of("tinyint unsigned", "255", "255"),
                Case.of("smallint", "true", "!true is no whole number"),
                Case.of("decimal(30,10)", "12345678901234567890.1234567890", "12345678901234567890.1234567890"),
                Case.of("decimal(5,2)", "1000", "!Out of range"),
                Case.of("double", "0.1", "0.1"),
                Case.of("float", "0.5", "0.5"),
                Case.of("boolean", "true", "1"),
                Case.of("boolean", "0", "0"),
                new Case("bit(10)", "641", "v + 0", "641"),
                Case.of("year", "2024", "2024"),
                Case.of("varchar(20)", "\"é\\\"'\\\\ 💥\"", "é\"'\\ 💥"),
                Case.of("varchar(3)", "\"four\"", "!too long"),
                Case.of("longtext", "[1, 2]", "[1, 2]"),
                Case.of("enum('a','b')", "\"b\"", "b"),
                Case.of("enum('a','b')", "\"c\"", "!truncated"),
                new Case("varbinary(4)", "\"AP8=\"", "hex(v)", "00FF"),
                new Case("blob", "\"AP8=\"", "hex(v)", "00FF"),
                Case.of("blob", "\"A*\"", "!no base64"),
                Case.of("uuid", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                Case.of("uuid", "\"a0eebc99\"", "!uuid"),
                Case.of("json", "{\"a\": [1]}", "{\"a\": [1]}"),
                Case.of("json", "12", "12"),
                Case.of("json", "\"text\"", "\"text\""),
                new Case("date", "\"2024-02-29\"", "cast(v as char)", "2024-02-29"),
                Case.of("date", "\"2024-02-30\"", "!no date"),
                new Case("time(3)", "\"23:59:59.123\"", "cast(v as char)", "23:59:59.123"),
                new Case(
                        "datetime(6)",
                        "\"2024-01-01T00:30:00.000001+02:00\"",
                        "cast(v as char)",
                        "2023-12-31 22:30:00.000001"),
                new Case("datetime", "1700000000", "cast(v as char)", "2023-11-14 22:13:20"),
                new Case("timestamp(6) null", "\"2024-01-01T00:30:00.5Z\"", "unix_timestamp(v)", "1704069000.500000"),
                Case.of("timestamp null", "\"2050-01-01T00:00:00Z\"", "!Incorrect datetime"),
                Case.of("int", "null", "null"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPSERT", "UPDATE"})
    @Tag("I3")
    void makesThoseOfH2(Mode mode) throws Exception {
        prove(
                Databases.H2,
                mode,
                Case.of("bigint", "9007199254740993", "9007199254740993"),
                Case.of("int", "\"x\"", "!'x' is no number"),
                Case.of("tinyint", "200", "!out of range"),
                Case.of("decimal(30,10)", "12345678901234567890.1234567890", "12345678901234567890.1234567890"),
                Case.of("decfloat(20)", "1.5", "1.5"),
                Case.of("double precision", "0.1", "0.1"),
                Case.of("boolean", "1", "TRUE"),
                Case.of("varchar(20)", "\"é 💥\"", "é 💥"),
                Case.of("varchar(3)", "\"four\"", "!too long"),
                Case.of("clob", "{\"a\":1}", "{\"a\":1}"),
                new Case("varbinary", "\"AP8=\"", "rawtohex(v)", "00ff"),
                new Case("blob", "\"AP8=\"", "rawtohex(v)", "00ff"),
                Case.of("uuid", "\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\"", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                Case.of("uuid", "\"7\"", "!no UUID"),
                Case.of("json", "{\"a\": [1, \"x\"]}", "{\"a\":[1,\"x\"]}"),
                Case.of("json", "\"text\"", "\"text\""),
                Case.of("json", "null", "null"),
                Case.of("date", "\"2024-02-29\"", "2024-02-29"),
                Case.of("time(3)", "\"23:59:59.123\"", "23:59:59.123"),
                Case.of("timestamp(9)", "\"2024-01-01T00:30:00.123456789+02:00\"", "2023-12-31 22:30:00.123456789"),
                Case.of("timestamp with time zone", "\"2024-01-01T00:30:00Z\"", "2024-01-01 00:30:00+00"),
                Case.of("timestamp with time zone", "\"soon\"", "!no time of RFC 3339"));
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPSERT", "UPDATE"})
    @Tag("I3")
    void makesThoseOfSqlite(Mode mode) throws Exception {
        prove(
                Databases.SQLITE,
                mode,
                new Case("INTEGER", "9007199254740993", "typeof(v) || ' ' || v", "integer 9007199254740993"),
                Case.of("INTEGER", "1.5", "!no whole number"),
                Case.of("INTEGER", "\"x\"", "!no number"),
                new Case("REAL", "0.1", "typeof(v) || ' ' || v", "real 0.1"),
                new Case("DECIMAL(10,2)", "12.50", "typeof(v) || ' ' || v", "real 12.5"),
                Case.of("BOOLEAN", "true", "1"),
                Case.of("BOOLEAN", "\"no\"", "!neither true nor false"),
                Case.of("TEXT", "\"é 💥\"", "é 💥"),
                Case.of("TEXT", "12", "12"),
                Case.of("JSON", "\"text\"", "\"text\""),
                Case.of("JSON", "{\"a\": 1}", "{\"a\": 1}"),
                new Case("BLOB", "\"AP8=\"", "typeof(v) || ' ' || hex(v)", "blob 00FF"),
                Case.of("BLOB", "\"A*\"", "!no base64"),
                Case.of("DATETIME", "\"2024-01-01T00:30:00Z\"", "2024-01-01T00:30:00Z"),
                Case.of("TEXT", "null", "null"));
    }

    /** All values in one batch: a column of its own for each, so that every refusal names its own. */
    private static void prove(Databases database, Mode mode, Case... cases) throws Exception {
        String url = database.fresh();
        StringBuilder table = new StringBuilder("CREATE TABLE orders (id int PRIMARY KEY");
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < cases.length; i++) {
            table.append(", v").append(i).append(' ').append(cases[i].type);
            events.add(event("" + i, "{\"id\":" + i + ",\"v" + i + "\":" + cases[i].json + "}"));
        }
        try (Rows rows = new Rows(url).run(table + ")");
                JdbcSink sink = Sinks.to(url).mode(mode).build()) {
            for (int i = 0; i < cases.length && mode == Mode.UPDATE; i++) {
                rows.run("INSERT INTO orders (id) VALUES (" + i + ")");
            }
            Outcomes outcomes = sink.write(batch(events));
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < cases.length; i++) {
                Case one = cases[i];
                String seen;
                boolean right;
                if (kinds(outcomes).get(i).equals("DELIVERED")) {
                    String read = one.read.replaceAll("\\bv\\b", "v" + i);
                    seen = rows.of("SELECT " + read + " FROM orders WHERE id = " + i)
                            .get(0);
                    right = seen.equals(one.stored);
                } else {
                    seen = kinds(outcomes).get(i) + " " + message(outcomes, i);
                    String lower = seen.toLowerCase(Locale.ROOT);
                    right = one.stored.startsWith("!")
                            && lower.startsWith("rejected")
                            && lower.matches("(?s).*\\bv" + i + "\\b.*")
                            && lower.contains(one.stored.substring(1).toLowerCase(Locale.ROOT));
                }
                if (!right) {
                    wrong.add("v" + i + " " + one.type + " " + one.json + " -> " + seen);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void makesAttributesAndWholeData() throws Exception {
        String url = Databases.POSTGRESQL.fresh();
        Sinks settings = Sinks.to(url)
                .column("id", "@id")
                .column("at_zone", "@time")
                .column("at_local", "@time")
                .column("at_day", "@time")
                .column("at_text", "@time")
                .column("doc", "@data")
                .column("raw", "@data")
                .column("txt", "@data")
                .column("first", "/lines/0/sku")
                .column("flag", "@flag")
                .column("number", "@number");
        try (Rows rows = new Rows(url)
                        .run(
                                "CREATE TABLE orders (id int, at_zone timestamptz, at_local timestamp, at_day date,"
                                        + " at_text text, doc jsonb, raw bytea, txt text, first text, flag boolean, number int)");
                JdbcSink sink = settings.build()) {
            CloudEvent full = Sinks.builder("7")
                    .time(java.time.OffsetDateTime.parse("2024-01-01T00:30:00+02:00"))
                    .extension("flag", true)
                    .extension("number", 5)
                    .data("{\"lines\": [{\"sku\":\"x\"}]}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .build();
            CloudEvent text = Sinks.builder("8")
                    .contentType("text/plain")
                    .data("no \"JSON\"".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .build();
            Outcomes outcomes = sink.write(batch(full, event("seven", "{}"), text));
            assertThat(kinds(outcomes)).containsExactly("DELIVERED", "REJECTED", "REJECTED");
            assertThat(message(outcomes, 1)).contains("column id: 'seven' is no number");
            assertThat(message(outcomes, 2)).contains("not JSON").contains("text/plain");
            assertThat(rows.of(
                            "SELECT id, at_zone AT TIME ZONE 'UTC', at_local, at_day, at_text, doc, raw = txt::bytea,"
                                    + " first, flag, number FROM orders"))
                    .containsExactly("7|2023-12-31 22:30:00|2023-12-31 22:30:00|2023-12-31|2024-01-01T00:30:00+02:00|"
                            + "{\"lines\": [{\"sku\": \"x\"}]}|t|x|t|5");
        }
    }
}
