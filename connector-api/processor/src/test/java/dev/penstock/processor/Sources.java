package dev.penstock.processor;

/** Connectors to compile. */
final class Sources {
    private Sources() {}

    /** A sink whose config has these components, with more types nested in the class. */
    static String sink(String components, String... nested) {
        return """
            @Connector(name = "tried", summary = "Writes to nowhere")
            public final class TriedSink implements Sink {
                public record Config(
            %s) {}
            %s
                public TriedSink(Config config, SinkContext context) {}
                @Override public Outcomes write(Batch batch) { return Outcomes.delivered(batch.size()); }
                @Override public void close() {}
            }
            """
                .formatted(components, String.join("\n", nested));
    }

    /** A state store of the same name as the sink, which stands elsewhere in a pipeline. */
    static final String STORE =
            """
            @Connector(name = "tried", summary = "Keeps state nowhere")
            public final class TriedStore implements StateStore, Checkable {
                public record Config(@Option("Where") URI url) {}
                public TriedStore(Config config, StateStoreContext context) {}
                @Override public Entry read(String key, Deadline deadline) { return null; }
                @Override public String write(Change change, Deadline deadline) { return null; }
                @Override public List<Check> check(Deadline deadline) { return List.of(); }
                @Override public void close() {}
            }
            """;

    /** A polling source of every ability, with a config of every type. */
    static final String FULL =
            """
            @Connector(name = "full", summary = "Reads \\"everything\\" – all of it")
            public final class FullSource implements PollingSource, Partitioned, Committing, Measured, Checkable {
                public FullSource(FullConfig config, SourceContext context) {}
                @Override public Polled poll(PollRequest request) { return Polled.nothing(Duration.ZERO); }
                @Override public List<Partition> partitions(Deadline deadline) { return List.of(); }
                @Override public void commit(Partition partition, Offset offset, Deadline deadline) {}
                @Override public OptionalLong pending() { return OptionalLong.empty(); }
                @Override public List<Check> check(Deadline deadline) { return List.of(); }
                @Override public void close() {}
            }
            """;

    static final String FULL_CONFIG =
            """
            @Removed(key = "backlog", instead = "set 'size' instead")
            public record FullConfig(
                @Option(value = "A text", pattern = "[a-z]+", example = "abc") String text,
                @Option("Free text") @Nullable String free,
                @Option(value = "A flag", fallback = "true") boolean flag,
                @Option(value = "A whole number", fallback = "7", min = "1", max = "10") int count,
                @Option(value = "A boxed number") @Nullable Long limit,
                @Option(value = "A number", fallback = "0.5", min = "0", max = "1") double ratio,
                @Option(value = "A duration", fallback = "5s", min = "100ms", formerly = "pause") Duration interval,
                @Option(value = "A size", fallback = "64KiB") DataSize size,
                @Option(value = "A place", formerly = {"uri", "address"}) URI url,
                @Option("A file") @Nullable Path path,
                @Option("A time") @Nullable Instant since,
                @Option("A secret") Secret token,
                @Option(value = "A word", fallback = "after-delivered") Respond respond,
                @Option(value = "Words", pattern = "[a-z]+", fallback = "[a, b]", max = "3") List<String> words,
                @Option(value = "Names", fallback = "") Map<String, Integer> names,
                @Option(value = "Nested", fallback = "") Nested nested,
                @Option(value = "Several nested", fallback = "", min = "0") List<Nested> several,
                @Option("A choice") @Nullable From from,
                @Option(value = "A choice with a fallback", fallback = "constant") From other) {
                public enum Respond { AFTER_DELIVERED, IMMEDIATELY }
                public record Nested(
                    @Option(value = "Inner", fallback = "x") String inner,
                    @Option("Maybe") @Nullable Integer maybe) {}
                public sealed interface From {}
                @Inline public record Constant(@Option("The text itself") String value) implements From {}
                public record Header(@Option("Name of a header") String header) implements From {}
                public record Basic(
                    @Option("Who") String username, @Option("Password") Secret password) implements From {}
            }
            """;
}
