package dev.penstock.connector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs the end of a file: whatever was acknowledged ends in a line feed, so what follows the last one never was.
 *
 * <p>The beginning of an event is cut off; it comes again. Anything else may be somebody's, and is moved to a file beside
 * it whose name ends in {@code .torn}.
 */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int STEP = 1 << 16;
    private static final String OURS = "{\"specversion\":\"1.0\",\"id\":";

    private Tail() {}

    /** Repairs the file and returns its size. */
    static long repair(FileChannel channel, Path path, SinkFormat format) throws IOException {
        long size = channel.size();
        long good = lastLineEnd(channel, size);
        if (good < size) {
            if (format != SinkFormat.CLOUDEVENTS || !isOurs(channel, good)) {
                save(channel, good, size, path.resolveSibling(path.getFileName() + ".torn"));
            }
            LOG.warn("cut {} bytes of a half-written line off {}", size - good, path);
            channel.truncate(good);
            channel.force(true);
        }
        return good;
    }

    private static long lastLineEnd(FileChannel channel, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(STEP);
        for (long to = size; to > 0; ) {
            long from = Math.max(0, to - STEP);
            read(channel, from, bytes.clear().limit((int) (to - from)));
            for (int i = bytes.position() - 1; i >= 0; i--) {
                if (bytes.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private static boolean isOurs(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OURS.length());
        read(channel, from, bytes);
        return OURS.startsWith(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }

    private static void save(FileChannel channel, long from, long to, Path beside) throws IOException {
        try (FileChannel torn = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (long at = from; at < to; ) {
                at += channel.transferTo(at, to - at, torn);
            }
            torn.write(ByteBuffer.wrap(new byte[] {'\n'}));
            torn.force(true);
        }
        Directories.sync(beside.getParent());
        LOG.warn("{} bytes without a line break moved to {}", to - from, Files.exists(beside) ? beside : "nowhere");
    }

    private static void read(FileChannel channel, long from, ByteBuffer into) throws IOException {
        while (into.hasRemaining() && channel.read(into, from + into.position()) > 0) {
            // until it is full or the file ends
        }
    }
}
