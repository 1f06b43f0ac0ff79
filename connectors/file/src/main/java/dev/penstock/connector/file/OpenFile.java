package dev.penstock.connector.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A file being read, known by its inode; renaming or deleting it changes nothing. For one thread. */
final class OpenFile implements Closeable {
    private final Path path;
    private final String inode;
    private final int generation;
    private final Input input;
    private byte[] head = {};
    private @Nullable String idPrefix;

    private OpenFile(Path path, String inode, int generation, Input input) {
        this.path = path;
        this.inode = inode;
        this.generation = generation;
        this.input = input;
    }

    static OpenFile open(Path path, String inode, int generation) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean gzip = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        return new OpenFile(path, inode, generation, gzip ? new GzipInput(channel) : new PlainInput(channel));
    }

    /** The same file, begun anew. */
    OpenFile restarted(int newGeneration) {
        return new OpenFile(path, inode, newGeneration, input);
    }

    Path path() {
        return path;
    }

    String inode() {
        return inode;
    }

    int generation() {
        return generation;
    }

    Input input() {
        return input;
    }

    boolean compressed() {
        return input instanceof GzipInput;
    }

    /** Whether this is the file that the position was taken in, still holding what was read before. */
    boolean continues(Position position) throws IOException {
        if (!inode.equals(position.inode())) {
            return false;
        }
        long size = input.size();
        if (size >= 0 && size < position.at()) {
            return false;
        }
        byte[] first = first(position.at());
        return first.length == Math.min(Position.HEAD, position.at())
                && Position.head(first, position.at()) == position.head();
    }

    /** What offsets need of this file, apart from it so that they can be made after it was closed. */
    Snapshot snapshot(long at) throws IOException {
        if (head.length < Math.min(at, Position.HEAD)) {
            head = first(at);
        }
        return new Snapshot(inode, generation, head);
    }

    /**
     * What the ids of this file's events begin with, or null while its first line is not whole.
     *
     * <p>Made of the inode, the first line and the generation, so that another file that gets the same inode later, or the
     * same file written anew, does not repeat the ids. All of them are the same at every reading.
     */
    @Nullable
    String idPrefix(boolean complete) throws IOException {
        if (idPrefix == null) {
            byte[] first = first(Position.HEAD);
            int end = LineEnds.next(first, 0, first.length);
            if (end < 0 && first.length < Position.HEAD && !complete) {
                return null;
            }
            CRC32C checksum = new CRC32C();
            checksum.update(first, 0, end < 0 ? first.length : end);
            // I5: nothing here depends on when or by which name the file is read
            idPrefix = inode
                    + '-'
                    + Long.toHexString(checksum.getValue())
                    + (generation == 0 ? "" : "-" + generation)
                    + '/';
        }
        return idPrefix;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private byte[] first(long upTo) throws IOException {
        byte[] first = new byte[(int) Math.min(Position.HEAD, upTo)];
        int length = input.readFully(0, first);
        return length == first.length ? first : Arrays.copyOf(first, length);
    }

    /** What offsets need of a file: which it is and how it begins. Immutable. */
    static final class Snapshot {
        private final String inode;
        private final int generation;
        private final byte[] head;

        private Snapshot(String inode, int generation, byte[] head) {
            this.inode = inode;
            this.generation = generation;
            this.head = head;
        }

        Position position(long at) {
            return new Position(inode, at, generation, Position.head(head, at));
        }
    }
}
