package dev.penstock.runtime.state;

import dev.penstock.runtime.EnvironmentProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The SQLite file: creates it whole or not at all, and refuses what is not ours, is newer, or is damaged.
 *
 * <p>Owner and version are read from the file's header (https://www.sqlite.org/fileformat.html, offsets 60 and 68) before
 * SQLite opens it, so that a foreign file is not touched at all.
 */
final class StateFile {
    /** "Pens" in ASCII. */
    static final int APPLICATION = 0x50656e73;

    static final int VERSION = 1;
    static final String NAME = "state.db";

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final String[] SCHEMA = {
        "create table owners (pipeline text primary key, epoch integer not null) without rowid",
        "create table offsets (pipeline text not null, part text not null, position text not null,"
                + " saved_at integer not null, primary key (pipeline, part)) without rowid",
        "create table dead_letters (id integer primary key autoincrement, pipeline text not null, at integer not null,"
                + " code text not null, message text not null, blame text not null, attempts integer not null,"
                + " stage text not null, connector text not null, event blob not null)",
        "create index dead_letters_of on dead_letters (pipeline, id)",
        "create table seen (pipeline text not null, id text not null, at integer not null,"
                + " primary key (pipeline, id)) without rowid",
        "create index seen_at on seen (pipeline, at)",
    };

    private final Path path;

    private StateFile(Path path) {
        this.path = path;
    }

    /** The file of that directory, new or checked. */
    static StateFile in(Path directory) {
        StateFile file = new StateFile(directory.resolve(NAME));
        try {
            if (Files.exists(file.path)) {
                file.checkHeader();
            } else {
                file.create(directory);
            }
            return file;
        } catch (IOException | SQLException e) {
            throw file.unusable(e);
        }
    }

    private void create(Path directory) throws IOException, SQLException {
        Path log = directory.resolve(NAME + "-wal");
        if (Files.exists(log)) {
            throw new EnvironmentProblem("the state file is missing but its log is there: " + log + "; put " + NAME
                    + " back, or move the log away to begin with empty state");
        }
        Path draft = directory.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        Files.deleteIfExists(directory.resolve(NAME + ".new-journal"));
        try (Session session = open(draft)) {
            session.execute("begin");
            session.execute("pragma application_id = " + APPLICATION);
            session.execute("pragma user_version = " + VERSION);
            for (String statement : SCHEMA) {
                session.execute(statement);
            }
            session.execute("commit");
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        DirectoryEntries.sync(directory);
    }

    private void checkHeader() throws IOException {
        byte[] header;
        try (InputStream in = Files.newInputStream(path)) {
            header = in.readNBytes(100);
        }
        if (header.length < 100 || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged("it is not a SQLite database");
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        if (fields.getInt(68) != APPLICATION) {
            throw new EnvironmentProblem("the state file belongs to another application: " + path
                    + "; move it away or name another directory with --data-dir");
        }
        int version = fields.getInt(60);
        if (version > VERSION) {
            throw new EnvironmentProblem("the state file was written by a newer Penstock: " + path + " has version "
                    + version + ", this one knows " + VERSION + "; update Penstock or name another directory with"
                    + " --data-dir");
        }
    }

    /** Looks at the structure of the whole file. */
    void checkStructure(Session session) {
        String found;
        try {
            found = session.text("pragma quick_check(1)");
        } catch (SQLException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
        if (!found.equals("ok")) {
            throw damaged(found);
        }
    }

    private EnvironmentProblem damaged(String how) {
        return new EnvironmentProblem("the state file is damaged: " + path + " (" + how
                + "); restore it from a backup, or move it and its -wal file away to begin with empty state");
    }

    EnvironmentProblem unusable(Exception e) {
        return new EnvironmentProblem(
                "the state file cannot be used: " + path + " (" + e.getMessage()
                        + "); see that the disk has room and the directory can be written",
                e);
    }

    /** The connection that writes; every commit is on disk when it returns. */
    Session writer() throws SQLException {
        Session session = open(path);
        session.text("pragma journal_mode = wal");
        session.execute("pragma synchronous = full"); // I1: durable means that power may fail
        return session;
    }

    /** A connection that only reads. */
    Session reader() throws SQLException {
        Session session = open(path);
        session.execute("pragma query_only = 1");
        return session;
    }

    private static Session open(Path path) throws SQLException {
        Session session = new Session(new JDBC4Connection("jdbc:sqlite:" + path, path.toString(), new Properties()));
        session.execute("pragma busy_timeout = 5000"); // another tool may be looking into the file
        return session;
    }
}
