package dev.penstock.connector.file;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of an open file, after decompression if it is compressed. For one thread. */
interface Input extends Closeable {
    /** Reads up to that many bytes at a position; -1 when there are none yet, or none any more. */
    int read(long position, byte[] into, int offset, int length) throws IOException;

    /** How many bytes there are, or -1 when it cannot be told without reading them. */
    long size() throws IOException;

    /** Fills as much as there is; returns how much that was. */
    default int readFully(long position, byte[] into) throws IOException {
        int length = 0;
        while (length < into.length) {
            int read = read(position + length, into, length, into.length - length);
            if (read <= 0) {
                break;
            }
            length += read;
        }
        return length;
    }
}
