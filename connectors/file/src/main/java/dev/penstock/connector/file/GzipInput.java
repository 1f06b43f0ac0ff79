package dev.penstock.connector.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A gzip file, decompressed: positions count decompressed bytes; going back means reading again from the start. */
final class GzipInput implements Input {
    private final FileChannel channel;
    private @Nullable InputStream stream;
    private long at;
    private long sizeAtEnd = -1;

    GzipInput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        if (sizeAtEnd == channel.size() && position == at) {
            return -1;
        }
        try {
            InputStream open = stream;
            if (open == null || position < at || sizeAtEnd >= 0) {
                channel.position(0);
                sizeAtEnd = -1;
                at = 0;
                open = new GZIPInputStream(Channels.newInputStream(channel), 1 << 16);
                stream = open;
            }
            if (position > at) {
                open.skipNBytes(position - at);
                at = position;
            }
            int read = open.read(into, offset, length);
            if (read > 0) {
                at += read;
            } else {
                ended(position);
            }
            return read;
        } catch (EOFException e) {
            // Not whole yet, or cut off: what is there was read, more may come.
            ended(position);
            return -1;
        }
    }

    private void ended(long position) throws IOException {
        at = position;
        sizeAtEnd = channel.size();
        stream = null;
    }

    @Override
    public long size() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
