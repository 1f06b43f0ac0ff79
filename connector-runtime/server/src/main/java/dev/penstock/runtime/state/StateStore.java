package dev.penstock.runtime.state;

import dev.penstock.runtime.EnvironmentProblem;
import dev.penstock.runtime.state.Session.Work;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * Keep offsets, dead letters and seen deliveries in one SQLite file of a locked directory.
 *
 * <p>Any thread may call. Writes block until they are on disk, and those of several callers share a commit. After a failed
 * write (a full disk) nothing of it is stored and the store goes on working.
 */
public final class StateStore implements AutoCloseable {
    private final GroupCommit writer;
    private final Session reader;
    private final Offsets offsets;
    private final DeadLetters deadLetters;
    private final Seen seen;

    private StateStore(GroupCommit writer, Session reader, InstantSource clock) {
        this.writer = writer;
        this.reader = reader;
        this.offsets = new Offsets(this, clock);
        this.deadLetters = new DeadLetters(this);
        this.seen = new Seen(this, clock);
    }

    /**
     * Opens the state file of the directory, new if there is none.
     *
     * @throws EnvironmentProblem when the file is damaged, foreign, newer, or cannot be written; it is left as it is
     */
    public static StateStore open(StateDirectory directory, InstantSource clock) {
        NativeLibrary.provide(directory.path());
        StateFile file = StateFile.in(directory.path());
        try {
            Session reader = file.reader();
            try {
                file.checkStructure(reader);
                return new StateStore(new GroupCommit(file.writer()), reader, clock);
            } catch (SQLException | RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (SQLException e) {
            throw file.unusable(e);
        }
    }

    /** The offsets of all pipelines. */
    public Offsets offsets() {
        return offsets;
    }

    /** The dead letters of all pipelines. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** The seen deliveries of all pipelines. */
    public Seen seen() {
        return seen;
    }

    GroupCommit writer() {
        return writer;
    }

    <T> T read(Work<T> work) throws Exception {
        synchronized (reader) {
            try {
                return work.run(reader);
            } catch (SQLException e) {
                reader.forgetStatements();
                throw e;
            }
        }
    }

    /** Writes what is still to be written and closes the file. The directory stays locked. */
    @Override
    public void close() {
        try {
            seen.close();
            writer.close();
            synchronized (reader) {
                reader.close();
            }
        } catch (SQLException e) {
            throw new EnvironmentProblem("the state file was not closed in order (" + e.getMessage() + ")", e);
        }
    }
}
