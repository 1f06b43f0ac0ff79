package dev.penstock.connector.file;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.Measured;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads files record by record, follows them as they grow, and stays with them when they are rotated or cut.
 *
 * <p>A single file is one partition, named by its path: after a rotation the old file is finished, then the new one
 * follows. Of a glob each file is a partition, named by its inode: renaming a file changes nothing, and a glob that covers
 * the names of rotated files never reads one twice.
 */
@Connector(name = "file", summary = "Reads the lines, JSON values, CloudEvents or CSV records of files as they grow")
public final class FileSource implements PollingSource, Partitioned, Measured, Checkable, LocalDisk {
    private static final String BY_INODE = "inode-";
    private static final int MOST_OPEN = 128;

    private final Config config;
    private final SourceContext context;
    private final Path path;
    private final @Nullable Listing listing;
    private final RecordReader reader;
    private final Map<String, Trail> trails = new HashMap<>();
    private boolean listed;

    /**
     * Reads what is configured there; opens no file yet.
     *
     * @param config what to read and how
     * @param context the clock that times the watch over rotated files
     */
    public FileSource(Config config, SourceContext context) {
        this.config = config;
        this.context = context;
        this.path = Path.of(config.path()).toAbsolutePath().normalize();
        this.listing = Listing.of(config.path());
        this.reader = new RecordReader(config, records(config, path.toUri()));
    }

    private static Records records(Config config, URI source) {
        return switch (config.format()) {
            case LINES -> new LineRecords(new RecordAttributes(config, source, "dev.penstock.file.line", "text/plain"));
            case JSON ->
                new JsonRecords(new RecordAttributes(config, source, "dev.penstock.file.record", "application/json"));
            case CSV ->
                new CsvRecords(
                        new RecordAttributes(config, source, "dev.penstock.file.record", "application/json"),
                        config.delimiter().charAt(0));
            case CLOUDEVENTS -> new EventRecords();
        };
    }

    @Override
    public List<Partition> partitions(Deadline deadline) throws IOException {
        if (listing == null) {
            return List.of(new Partition(path.toString()));
        }
        Map<String, Path> files = listing.files();
        if (files.isEmpty() && !config.follow()) {
            throw new ConnectorException(Failure.user("no-file", "no file matches " + config.path() + "; mend 'path'"));
        }
        for (var trail : List.copyOf(trails.entrySet())) {
            if (!files.containsKey(trail.getKey().substring(BY_INODE.length()))
                    && trail.getValue().rests()) {
                trails.remove(trail.getKey()).close();
            }
        }
        files.forEach((inode, name) -> trails.computeIfAbsent(BY_INODE + inode, key -> trail(name, false))
                .movedTo(name));
        listed = true;
        return trails.keySet().stream().sorted().map(Partition::new).toList();
    }

    private Trail trail(Path name, boolean byName) {
        boolean fromEnd = config.start() == Start.END && !listed;
        return new Trail(config, context.clock(), reader, name, byName, fromEnd);
    }

    @Override
    public Polled poll(PollRequest request) throws IOException {
        String name = request.partition().name();
        Trail trail = trails.get(name);
        if (trail == null) {
            if (listing != null) {
                throw new ConnectorException(
                        Failure.external("unlisted", "the file " + name + " is not there; the files are listed again"));
            }
            trail = trail(path, true);
            trails.put(name, trail);
        }
        try {
            Polled polled = trail.poll(request);
            if (trail.rests() && trails.size() > MOST_OPEN) {
                trail.close();
            }
            return polled;
        } catch (AccessDeniedException e) {
            throw new ConnectorException(
                    new Failure(
                            "no-permission",
                            "may not read " + e.getFile() + "; give the user that runs Penstock the right to read it",
                            Failure.Blame.USER,
                            Failure.Remedy.RECONNECT),
                    e);
        }
    }

    @Override
    public OptionalLong pending() {
        Collection<Trail> all = trails.values();
        long sum = 0;
        for (Trail trail : all) {
            long each = trail.backlog().estimate();
            if (each < 0) {
                return OptionalLong.empty();
            }
            sum += each;
        }
        return all.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    @Override
    public List<Check> check(Deadline deadline) throws IOException {
        Collection<Path> files =
                listing == null ? List.of(path) : listing.files().values();
        if (files.isEmpty()) {
            Failure failure = Failure.user("no-file", "no file matches " + config.path());
            return List.of(
                    config.follow()
                            ? Check.passed("find files", failure.message() + " yet")
                            : Check.failed("find files", failure));
        }
        List<Check> checks = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                checks.add(Check.passed("read file", file + ", " + new DataSize(Files.size(file))));
            } else if (Files.notExists(file) && config.follow()) {
                checks.add(Check.passed("read file", file + " is not there yet"));
            } else {
                checks.add(Check.failed("read file", Failure.user("unreadable", file + " is not a readable file")));
            }
        }
        return checks;
    }

    @Override
    public void close() throws IOException {
        for (Trail trail : trails.values()) {
            trail.close();
        }
        trails.clear();
    }

    /**
     * What to read and how.
     *
     * @param path a file or a glob
     * @param format what a record is
     * @param follow whether to wait for more at the end
     * @param id where the event's id comes from
     * @param type where the event's type comes from
     * @param partitionKey what orders events
     * @param start where to begin
     * @param invalid what becomes of invalid records
     * @param delimiter what separates CSV fields
     * @param maxLine the longest record
     * @param interval how often to look for more
     */
    public record Config(
            @Option(
                            value = "The file to read, or a glob such as logs/*.log or data/**/*.csv",
                            example = "in/orders.ndjson")
                    String path,
            @Option(value = "What a record is", fallback = "lines") Format format,
            @Option(value = "Wait for more at the end of a file; false: read to the end and stop", fallback = "true")
                    boolean follow,
            @Option("The event's id; by default made of the file's inode, its first line and the record's place")
                    @Nullable
                    Value id,
            @Option("The event's type; by default dev.penstock.file.line or dev.penstock.file.record") @Nullable
                    Value type,
            @Option("Events of one key stay in order; by default all events of the source do") @Nullable
                    Value partitionKey,
            @Option(value = "Where to begin in files that are there when it first starts", fallback = "beginning")
                    Start start,
            @Option(value = "What becomes of records that are not what the format says", fallback = "fail")
                    Invalid invalid,
            @Option(value = "What separates the fields of CSV", fallback = ",", pattern = "[ !#-~\\t]")
                    String delimiter,
            @Option(
                            value = "The longest record; a longer one stops the pipeline",
                            fallback = "1MiB",
                            min = "1KiB",
                            max = "512MiB")
                    DataSize maxLine,
            @Option(value = "How often to look for more", fallback = "1s", min = "10ms") Duration interval) {
        public Config {
            boolean pointers = id instanceof Value.Pointer
                    || type instanceof Value.Pointer
                    || partitionKey instanceof Value.Pointer;
            if (pointers && format != Format.JSON && format != Format.CSV) {
                throw new IllegalArgumentException(
                        "JSON pointers need 'format: json' or 'format: csv'; other records have no fields");
            }
            if (format == Format.CLOUDEVENTS && (id != null || type != null || partitionKey != null)) {
                throw new IllegalArgumentException(
                        "'format: cloudevents' keeps the attributes that events have; leave out id, type and partition-key");
            }
            if (id instanceof Value.Constant) {
                throw new IllegalArgumentException(
                        "'id' must differ from record to record; take it from one with {pointer: /name}");
            }
        }
    }
}
