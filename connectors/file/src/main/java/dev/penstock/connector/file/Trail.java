package dev.penstock.connector.file;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one partition: a name and the files that bear it one after the other, or one file under whatever name.
 *
 * <p>The file that was being read is finished first, by its inode; then comes the one that has the name now. For one
 * thread.
 */
final class Trail implements Closeable {
    /** How long a renamed file is still watched: its writer may keep it open for a moment. */
    static final Duration AFTERMATH = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

    private final FileSource.Config config;
    private final InstantSource clock;
    private final RecordReader reader;
    private final Backlog backlog;
    private final boolean byName;
    private final boolean fromEnd;
    private Path path;
    private @Nullable OpenFile open;
    private long openedAt;
    private boolean idle;
    private @Nullable Instant replacedAt;

    Trail(
            FileSource.Config config,
            InstantSource clock,
            RecordReader reader,
            Path path,
            boolean byName,
            boolean fromEnd) {
        this.config = config;
        this.clock = clock;
        this.reader = reader;
        this.path = path;
        this.byName = byName;
        this.fromEnd = fromEnd;
        this.backlog = new Backlog();
    }

    /** The file of this partition bears that name now. */
    void movedTo(Path newPath) {
        path = newPath;
    }

    Backlog backlog() {
        return backlog;
    }

    Polled poll(PollRequest request) throws IOException {
        Offset offset = request.offset();
        Position position = offset == null ? null : Position.of(offset);
        OpenFile file = position == null ? beginning() : continued(position);
        if (file == null) {
            if (!config.follow()) {
                throw new ConnectorException(Failure.user("no-file", "there is no file " + path + "; mend 'path'"));
            }
            backlog.nothing();
            return request.draining() ? Polled.end(List.of(), List.of()) : Polled.nothing(config.interval());
        }
        boolean anew = position == null
                || position.generation() != file.generation()
                || !position.inode().equals(file.inode());
        long at = anew ? openedAt : Objects.requireNonNull(position).at();
        boolean last = !config.follow() || request.draining();
        Found found = reader.read(file, at, request, last);
        if (found.events().isEmpty() && found.atEnd()) {
            return atEnd(file, at, found, request, last);
        }
        return result(file, at, found, last);
    }

    private Polled result(OpenFile file, long from, Found found, boolean last) throws IOException {
        idle = found.atEnd();
        backlog.read(file.input().size(), from, found);
        boolean wait = found.atEnd() && !last && replacedAt == null;
        return new Polled(
                found.events(),
                found.offsets(),
                found.end().toOffset(),
                wait ? Polled.When.LATER : Polled.When.NOW,
                wait ? config.interval() : Duration.ZERO);
    }

    private Polled atEnd(OpenFile file, long from, Found found, PollRequest request, boolean last) throws IOException {
        idle = true;
        backlog.read(file.input().size(), from, found);
        Identity successor = byName ? Identity.of(path) : null;
        if (successor == null || successor.inode().equals(file.inode())) {
            replacedAt = null;
            // Null when nothing moved: an idle file costs no write of its offset.
            Offset end = found.end().toOffset();
            @Nullable Offset next = Objects.equals(end, request.offset()) ? null : end;
            return last
                    ? new Polled(List.of(), List.of(), next, Polled.When.END, Duration.ZERO)
                    : new Polled(List.of(), List.of(), next, Polled.When.LATER, config.interval());
        }
        Instant now = clock.instant();
        Instant since = replacedAt == null ? now : replacedAt;
        replacedAt = since;
        if (!last && now.isBefore(since.plus(AFTERMATH))) {
            return Polled.nothing(config.interval());
        }
        Found rest = reader.read(file, found.end().at(), request, true);
        if (!rest.events().isEmpty()) {
            return result(file, found.end().at(), rest, last);
        }
        OpenFile next = open(path, successor, 0, 0);
        return new Polled(
                List.of(), List.of(), next.snapshot(0).position(0).toOffset(), Polled.When.NOW, Duration.ZERO);
    }

    /** The file to read from its beginning, or null when there is none. */
    private @Nullable OpenFile beginning() throws IOException {
        OpenFile current = open;
        if (current != null) {
            return shrunk(current, openedAt) ? restart(current, current.generation() + 1) : current;
        }
        Identity identity = Identity.of(path);
        if (identity == null) {
            return null;
        }
        OpenFile file = open(path, identity, 0, 0);
        if (fromEnd) {
            openedAt = Ends.lastLine(file, config.maxLine().bytes());
        }
        return file;
    }

    /** The file that the position was taken in, or the one to read after it; null when there is none. */
    private @Nullable OpenFile continued(Position position) throws IOException {
        OpenFile current = open;
        if (current == null
                || !current.inode().equals(position.inode())
                || current.generation() != position.generation()) {
            current = find(position);
            if (current == null) {
                return null;
            }
            idle = true;
        }
        if (!current.inode().equals(position.inode()) || current.generation() != position.generation()) {
            return current;
        }
        // Truncated, or cut and grown again, or another file that was given the same inode.
        boolean anew = idle ? !current.continues(position) : shrunk(current, position.at());
        return anew ? restart(current, position.generation() + 1) : current;
    }

    private @Nullable OpenFile find(Position position) throws IOException {
        Identity identity = Identity.of(path);
        if (identity != null && identity.inode().equals(position.inode())) {
            return open(path, identity, position.generation(), 0);
        }
        Path renamed = Listing.byInode(path.getParent(), position.inode());
        Identity there = renamed == null ? null : Identity.of(renamed);
        if (renamed != null && there != null) {
            OpenFile old = open(renamed, there, position.generation(), 0);
            if (old.continues(position)) {
                return old;
            }
            close();
        }
        if (identity == null || !byName) {
            return null;
        }
        LOG.warn(
                "the file that was {} is gone; what it held beyond byte {} was not read; the new one is read from its"
                        + " beginning",
                path,
                position.at());
        return open(path, identity, 0, 0);
    }

    private OpenFile open(Path name, Identity identity, int generation, long at) throws IOException {
        close();
        if (!identity.regular()) {
            throw new ConnectorException(Failure.user(
                    "not-a-file", name + " is not a regular file; name a file or a glob of files in 'path'"));
        }
        OpenFile file = OpenFile.open(name, identity.inode(), generation);
        open = file;
        openedAt = at;
        idle = false;
        replacedAt = null;
        return file;
    }

    private OpenFile restart(OpenFile file, int generation) {
        LOG.info("the file {} began anew; it is read from its beginning", file.path());
        OpenFile anew = file.restarted(generation);
        open = anew;
        openedAt = 0;
        idle = false;
        return anew;
    }

    private static boolean shrunk(OpenFile file, long at) throws IOException {
        long size = file.input().size();
        return size >= 0 && size < at;
    }

    /** Whether the file can be closed and opened again without missing anything. */
    boolean rests() {
        return idle && replacedAt == null;
    }

    @Override
    public void close() throws IOException {
        OpenFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }
}
