package dev.penstock.connector.file;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.PollRequest;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole records from a place in a file, within the bounds of a poll. For one thread. */
final class RecordReader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final FileSource.Config config;
    private final Records records;
    private final Window window = new Window();
    private @Nullable OpenFile described;
    private long headerEnd;

    RecordReader(FileSource.Config config, Records records) {
        this.config = config;
        this.records = records;
    }

    /**
     * Reads on.
     *
     * @param complete no more will come: what follows the last line feed is a record, too
     */
    Found read(OpenFile file, long position, PollRequest request, boolean complete) throws IOException {
        Turn turn = new Turn(file, request, complete);
        turn.at = position;
        if (describe(file, turn)) {
            turn.run();
        }
        if (turn.atEnd && turn.size == 0) {
            window.release();
        }
        OpenFile.Snapshot snapshot = file.snapshot(turn.at);
        return new Found(
                turn.events, new PositionList(snapshot, turn.ends, turn.size), snapshot.position(turn.at), turn.atEnd);
    }

    /** Reads the header if the format has one; false when it is not whole yet. */
    private boolean describe(OpenFile file, Turn turn) throws IOException {
        if (records.header() && described != file) {
            long position = turn.at;
            turn.at = 0;
            int end = turn.next();
            if (end < 0) {
                turn.at = position;
                return false;
            }
            int from = window.index(0);
            try {
                records.header(window.bytes(), from, turn.trimmed(from, end));
            } catch (IllegalArgumentException e) {
                throw invalid(file, 0, e);
            }
            described = file;
            headerEnd = turn.following;
            turn.at = position;
        }
        if (records.header()) {
            turn.at = Math.max(turn.at, headerEnd);
        }
        return true;
    }

    private ConnectorException invalid(OpenFile file, long at, IllegalArgumentException cause) {
        return new ConnectorException(
                Failure.user(
                        "invalid-record",
                        "the record at byte " + at + " of " + file.path() + " is invalid: " + cause.getMessage()
                                + "; mend it, or leave such records out with 'invalid: skip'"),
                cause);
    }

    /** One read: its bounds and what it has found so far. */
    private final class Turn {
        private final OpenFile file;
        private final PollRequest request;
        private final boolean complete;
        private final List<CloudEvent> events;
        private long[] ends;
        private int size;
        private long at;
        private long following;
        private long begin;
        private boolean atEnd;
        private boolean stopped;

        Turn(OpenFile file, PollRequest request, boolean complete) {
            this.file = file;
            this.request = request;
            this.complete = complete;
            int likely = Math.min(request.maxEvents(), 512);
            events = new ArrayList<>(likely);
            ends = new long[likely];
        }

        void run() throws IOException {
            long bytes = 0;
            String prefix = null;
            begin = at;
            while (size < request.maxEvents() && bytes < request.maxBytes()) {
                int end = next();
                if (end < 0) {
                    return;
                }
                if (prefix == null) {
                    prefix = file.idPrefix(complete);
                    if (prefix == null) {
                        atEnd = true;
                        return;
                    }
                }
                int from = window.index(at);
                boolean ended = following > at + (end - from);
                if (take(from, trimmed(from, end), prefix, ended)) {
                    bytes += end - from;
                }
                if (atEnd || stopped) {
                    return;
                }
                at = following;
            }
        }

        /** The end of the record that begins at {@code at}, or -1 when there is none (sets {@code atEnd}) or time is up. */
        int next() throws IOException {
            window.seek(file, at);
            int scanned = 0;
            while (true) {
                int from = window.index(at);
                int end = records.end(window.bytes(), from, from + scanned, window.end());
                if (end >= 0) {
                    following = at + (end - from) + 1;
                    return end;
                }
                scanned = window.end() - from;
                if (scanned > config.maxLine().bytes()) {
                    stop(tooLong());
                    return -1;
                }
                if (at > begin && request.deadline().expired()) {
                    return -1;
                }
                if (!window.fill(at)) {
                    return rest(scanned);
                }
            }
        }

        private int rest(int scanned) {
            if (!complete || scanned == 0) {
                atEnd = true;
                return -1;
            }
            following = at + scanned;
            return window.end();
        }

        private boolean take(int from, int to, String prefix, boolean ended) {
            if (to - from > config.maxLine().bytes()) {
                stop(tooLong());
                return false;
            }
            CloudEvent event;
            try {
                event = records.event(window.bytes(), from, to, prefix + at);
            } catch (IllegalArgumentException e) {
                if (!ended && config.follow()) {
                    // Probably half of a record; the rest may come before the next run.
                    atEnd = true;
                    return false;
                }
                if (config.invalid() == Invalid.FAIL) {
                    stop(invalid(file, at, e)); // I3
                    return false;
                }
                LOG.warn("left out the record at byte {} of {}: {}", at, file.path(), e.getMessage());
                return false;
            }
            if (event == null) {
                return false;
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            events.add(event);
            ends[size++] = following;
            return true;
        }

        /** Ends the turn before a record that cannot be taken: what was found before it is returned first. */
        private void stop(ConnectorException reason) {
            if (size == 0) {
                throw reason;
            }
            stopped = true;
        }

        int trimmed(int from, int end) {
            return end > from && window.bytes()[end - 1] == '\r' ? end - 1 : end;
        }

        private ConnectorException tooLong() {
            return new ConnectorException(Failure.user(
                    "line-too-long",
                    "the record at byte " + at + " of " + file.path() + " is longer than " + config.maxLine()
                            + "; raise 'max-line'"));
        }
    }
}
