package dev.penstock.connector.file;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The part of a file that is in memory: one buffer for all files of a source, given back when there is nothing to do. */
final class Window {
    private static final int CHUNK = 1 << 18;

    private byte[] bytes = {};
    private @Nullable OpenFile file;
    private long start;
    private int length;

    /** Moves to a place in a file; what is in memory of it already stays. */
    void seek(OpenFile newFile, long position) {
        boolean held = newFile == file && position >= start && position <= start + length;
        if (!held) {
            file = newFile;
            start = position;
            length = 0;
        }
    }

    /** The buffer; it changes with {@link #fill}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in the buffer a position of the file is. */
    int index(long position) {
        return (int) (position - start);
    }

    /** Where the valid bytes in the buffer end. */
    int end() {
        return length;
    }

    /** Reads more, keeping all from {@code keep} on at the buffer's beginning; false when there is no more. */
    boolean fill(long keep) throws IOException {
        OpenFile open = file;
        if (open == null) {
            return false;
        }
        int kept = (int) (start + length - keep);
        int room = Math.max(CHUNK, kept + Math.max(kept / 2, 1 << 12));
        if (bytes.length < room) {
            byte[] larger = new byte[room];
            System.arraycopy(bytes, index(keep), larger, 0, kept);
            bytes = larger;
        } else {
            System.arraycopy(bytes, index(keep), bytes, 0, kept);
        }
        start = keep;
        length = kept;
        int read = open.input().read(start + length, bytes, length, bytes.length - length);
        length += Math.max(read, 0);
        return read > 0;
    }

    /** Gives the memory back. */
    void release() {
        bytes = new byte[0];
        file = null;
        length = 0;
    }

    /** A copy of a part. */
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
