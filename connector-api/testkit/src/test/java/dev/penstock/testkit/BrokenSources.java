package dev.penstock.testkit;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Committing;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.Option;
import dev.penstock.api.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Polling sources with one fault each. */
public final class BrokenSources {
    private BrokenSources() {}

    @Connector(name = "keeps-position", summary = "Keeps the position in a field and not in the offset")
    public static final class KeepsPosition extends LinesSource {
        private int position;

        public KeepsPosition(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Polled poll(PollRequest request) throws Exception {
            Polled polled = super.poll(new PollRequest(
                    request.partition(),
                    position == 0 ? null : Offset.of("line", position),
                    request.maxEvents(),
                    request.maxBytes(),
                    request.draining(),
                    request.deadline()));
            position += polled.events().size();
            return polled;
        }
    }

    @Connector(name = "random-ids", summary = "Makes ids up")
    public static final class RandomIds extends LinesSource {
        public RandomIds(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected String id(int line, byte[] data) {
            return UUID.randomUUID().toString();
        }
    }

    @Connector(name = "content-ids", summary = "Makes ids of the content alone")
    public static final class ContentIds extends LinesSource {
        public ContentIds(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected String id(int line, byte[] data) {
            return "hash-" + Arrays.hashCode(data);
        }
    }

    @Connector(name = "no-max-events", summary = "Returns as many events as there are")
    public static final class IgnoresMaxEvents extends LinesSource {
        public IgnoresMaxEvents(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected boolean full(int events, long bytes, PollRequest request) {
            return bytes >= request.maxBytes();
        }
    }

    @Connector(name = "no-max-bytes", summary = "Returns as many bytes as there are")
    public static final class IgnoresMaxBytes extends LinesSource {
        public IgnoresMaxBytes(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected boolean full(int events, long bytes, PollRequest request) {
            return events >= request.maxEvents();
        }
    }

    @Connector(name = "no-large-events", summary = "Never returns an event larger than the bound")
    public static final class WaitsForRoom extends LinesSource {
        public WaitsForRoom(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected boolean full(int events, long bytes, PollRequest request) {
            return super.full(events, bytes, request) || request.maxBytes() < 5;
        }
    }

    @Connector(name = "no-deadline", summary = "Waits longer than it may")
    public static final class IgnoresDeadline extends LinesSource {
        public IgnoresDeadline(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Polled poll(PollRequest request) throws Exception {
            Polled polled = super.poll(request);
            if (polled.events().isEmpty() && !request.draining()) {
                long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
            return polled;
        }
    }

    @Connector(name = "no-end", summary = "Does not know that a pipeline is drained")
    public static final class NeverEnds extends LinesSource {
        public NeverEnds(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Polled poll(PollRequest request) throws Exception {
            return super.poll(new PollRequest(
                    request.partition(),
                    request.offset(),
                    request.maxEvents(),
                    request.maxBytes(),
                    false,
                    request.deadline()));
        }
    }

    @Connector(name = "no-next", summary = "Returns events and no next offset")
    public static final class NoNextOffset extends LinesSource {
        public NoNextOffset(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Polled poll(PollRequest request) throws Exception {
            Polled polled = super.poll(request);
            return new Polled(polled.events(), polled.offsets(), null, polled.when(), polled.after());
        }
    }

    @Connector(name = "throws-when-empty", summary = "Takes an empty source for a failure")
    public static final class ThrowsWhenEmpty extends LinesSource {
        public ThrowsWhenEmpty(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected List<String> lines() throws IOException {
            return Files.readAllLines(config.path());
        }
    }

    @Connector(name = "reads-once", summary = "Reads when it is built, and never again")
    public static final class ReadsOnce extends LinesSource {
        private final List<String> lines;

        public ReadsOnce(Config config, SourceContext context) throws IOException {
            super(config, context);
            lines = super.lines();
        }

        @Override
        protected List<String> lines() {
            return lines;
        }
    }

    @Connector(name = "latin", summary = "Reads UTF-8 as if it were Latin-1")
    public static final class WrongCharset extends LinesSource {
        public WrongCharset(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected byte[] data(String line) {
            return new String(super.data(line), StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Connector(name = "cuts", summary = "Cuts large records off")
    public static final class CutsLargeRecords extends LinesSource {
        public CutsLargeRecords(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected byte[] data(String line) {
            byte[] data = super.data(line);
            return data.length > 65_536 ? Arrays.copyOf(data, 65_536) : data;
        }
    }

    @Connector(name = "foreign-offset", summary = "Takes an offset it does not know for the beginning")
    public static final class TakesForeignOffsets extends LinesSource {
        public TakesForeignOffsets(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        protected int position(@Nullable Offset offset) {
            String line = offset == null ? null : offset.text("line");
            return line == null ? 0 : Integer.parseInt(line);
        }
    }

    @Connector(name = "careless-config", summary = "Checks its config carelessly")
    public static final class CarelessConfig extends Same {
        /** Throws what is for nobody. */
        public record Loose(
                @Option("The file") Path path,
                @Option("Proves nothing") Secret token,
                @Option(value = "How often to look", fallback = "1s") Duration interval) {
            public Loose {
                if (interval.toMillis() > 1 && token.reveal().charAt(0) == '?') {
                    throw new IllegalStateException("unexpected");
                }
            }
        }

        public CarelessConfig(Loose config, SourceContext context) {}
    }

    /** Reads nothing. */
    abstract static class Same implements PollingSource {
        @Override
        public Polled poll(PollRequest request) {
            return Polled.nothing(Duration.ofSeconds(1));
        }

        @Override
        public void close() {}
    }

    @Connector(name = "half-measured", summary = "Can tell what is waiting, but does not say so")
    public static final class HalfMeasured extends LinesSource {
        public HalfMeasured(Config config, SourceContext context) {
            super(config, context);
        }

        public OptionalLong pending() {
            return OptionalLong.of(1);
        }
    }

    @Connector(name = "negative-pending", summary = "Counts wrongly")
    public static final class NegativePending extends LinesSource implements Measured {
        public NegativePending(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public OptionalLong pending() {
            return OptionalLong.of(-1);
        }
    }

    @Connector(name = "fails-own-check", summary = "Fails its own check although all is well")
    public static final class FailsOwnCheck extends LinesSource implements Checkable {
        public FailsOwnCheck(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public List<Check> check(Deadline deadline) {
            return List.of(Check.failed("read file", Failure.user("no-file", "there is none")));
        }
    }

    /** No connector in any index: it is not annotated. */
    public static final class NotAnnotated extends LinesSource {
        public NotAnnotated(Config config, SourceContext context) {
            super(config, context);
        }
    }

    @Connector(name = "commits-too-much", summary = "Forgets all when a part is committed")
    public static final class CommitsTooMuch extends LinesSource implements Committing {
        public CommitsTooMuch(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public void commit(Partition partition, Offset offset, Deadline deadline) throws IOException {
            Files.deleteIfExists(config.path());
        }
    }

    @Connector(name = "takes-away", summary = "Takes from upstream what it has read, before it is safe")
    public static final class TakesAway extends LinesSource {
        public TakesAway(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public Polled poll(PollRequest request) throws Exception {
            Polled polled = super.poll(new PollRequest(
                    request.partition(),
                    null,
                    request.maxEvents(),
                    request.maxBytes(),
                    request.draining(),
                    request.deadline()));
            List<String> rest = lines().subList(polled.events().size(), lines().size());
            Files.write(config.path(), rest);
            return polled;
        }

        @Override
        protected String id(int line, byte[] data) {
            return "value-" + new String(data, StandardCharsets.UTF_8);
        }
    }

    @Connector(name = "moving-partitions", summary = "Names its partition anew each time")
    public static final class MovingPartitions extends LinesSource implements Partitioned {
        public MovingPartitions(Config config, SourceContext context) {
            super(config, context);
        }

        @Override
        public List<Partition> partitions(Deadline deadline) {
            return List.of(new Partition(UUID.randomUUID().toString()));
        }
    }
}
