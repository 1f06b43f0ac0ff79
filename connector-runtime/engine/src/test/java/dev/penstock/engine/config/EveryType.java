package dev.penstock.engine.config;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Removed;
import dev.penstock.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A config with a component of every type. */
@Removed(key = "backlog", instead = "set 'size' instead")
record EveryType(
        @Option("A text") String text,
        @Option(value = "A flag", fallback = "true") boolean flag,
        @Option(value = "A whole number", fallback = "7", min = "1", max = "10") int count,
        @Option(value = "A long number", fallback = "5000000000") long bigCount,
        @Option(value = "A number", fallback = "0.5", min = "0", max = "1") double ratio,
        @Option(value = "A duration", fallback = "5s", min = "100ms", formerly = "pause") Duration interval,
        @Option(value = "A size", fallback = "64KiB") DataSize size,
        @Option("A place") @Nullable URI url,
        @Option("A file") @Nullable Path path,
        @Option("A time") @Nullable Instant since,
        @Option("A secret") @Nullable Secret token,
        @Option(value = "A word", fallback = "after-delivered") Respond respond,
        @Option("A boxed number") @Nullable Integer limit,
        @Option(value = "Words", pattern = "[a-z]+", fallback = "[a, b]", max = "3") List<String> words,
        @Option(value = "Secrets", fallback = "") List<Secret> secrets,
        @Option(value = "Names", fallback = "") Map<String, Integer> names,
        @Option(value = "Nested", fallback = "") Nested nested,
        @Option(value = "Several nested", fallback = "") List<Nested> several,
        @Option("A choice") @Nullable From from,
        @Option(value = "A choice with a fallback", fallback = "constant") From other,
        @Option(value = "Anything", fallback = "") ConfigNode.Mapping raw) {

    enum Respond {
        AFTER_DELIVERED,
        IMMEDIATELY
    }

    record Nested(
            @Option(value = "Inner", fallback = "x") String inner,
            @Option(value = "Range from", fallback = "0") int low,
            @Option(value = "Range to", fallback = "9") int high) {
        Nested {
            if (low > high) {
                throw new IllegalArgumentException("low is above high in '" + inner + "'");
            }
        }
    }

    sealed interface From {}

    @Inline
    record Constant(@Option("The text itself") String value) implements From {}

    @Inline
    record AnyOf(@Option("Several texts") List<String> values) implements From {}

    record Header(
            @Option("Name of a header") String header,
            @Option(value = "Take the first only", fallback = "false") boolean first)
            implements From {}

    record Basic(@Option("Who") String username, @Option(value = "Word", formerly = "pass") Secret password)
            implements From {}
}
