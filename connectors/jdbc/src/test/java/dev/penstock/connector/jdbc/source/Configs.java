package dev.penstock.connector.jdbc.source;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations of the source with what the tests change. */
final class Configs {
    private final String url;
    private @Nullable String table;
    private List<String> tables = List.of();
    private @Nullable String query;
    private String mode = "incrementing";
    private @Nullable String incrementing;
    private @Nullable String timestamp;
    private List<String> keys = List.of();
    private Duration lag = Duration.ofSeconds(5);
    private Start start = Start.BEGINNING;
    private @Nullable String zone;
    private Decimals decimals = Decimals.NUMBER;
    private @Nullable URI source;
    private @Nullable Value type;
    private @Nullable Value subject;
    private @Nullable Value partitionKey;
    private Duration interval = Duration.ofSeconds(1);

    private Configs(String url) {
        this.url = url;
    }

    static Configs of(String url) {
        return new Configs(url);
    }

    Configs table(String name) {
        table = name;
        return this;
    }

    Configs tables(String... names) {
        tables = List.of(names);
        return this;
    }

    Configs query(String sql) {
        query = sql;
        return this;
    }

    Configs incrementing(@Nullable String column) {
        mode = "incrementing";
        incrementing = column;
        return this;
    }

    Configs timestamp(String column) {
        mode = "timestamp";
        timestamp = column;
        return this;
    }

    Configs both(String time, String number) {
        mode = "timestamp+incrementing";
        timestamp = time;
        incrementing = number;
        return this;
    }

    Configs bulk() {
        mode = "bulk";
        return this;
    }

    Configs keys(String... columns) {
        keys = List.of(columns);
        return this;
    }

    Configs lag(Duration value) {
        lag = value;
        return this;
    }

    Configs interval(Duration value) {
        interval = value;
        return this;
    }

    Configs start(Start value) {
        start = value;
        return this;
    }

    Configs zone(String value) {
        zone = value;
        return this;
    }

    Configs decimals(Decimals value) {
        decimals = value;
        return this;
    }

    Configs source(URI value) {
        source = value;
        return this;
    }

    Configs attributes(@Nullable Value typeOf, @Nullable Value subjectOf, @Nullable Value keyOf) {
        type = typeOf;
        subject = subjectOf;
        partitionKey = keyOf;
        return this;
    }

    JdbcSourceConfig config() {
        return new JdbcSourceConfig(
                url,
                null,
                null,
                Map.of(),
                table,
                tables,
                query,
                mode,
                incrementing,
                timestamp,
                keys,
                interval,
                lag,
                start,
                zone,
                decimals,
                source,
                type,
                subject,
                partitionKey,
                Duration.ofSeconds(10));
    }

    Reading reading() {
        return new Reading(config());
    }
}
