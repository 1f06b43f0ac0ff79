package dev.penstock.connector.file;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An open file that is appended to: all of an append is there, durably, or nothing of it. For one thread. */
final class AppendFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final boolean special;
    private final String inode;
    private final Instant begun;
    private long size;

    private AppendFile(Path path, FileChannel channel, boolean special, String inode, Instant begun, long size) {
        this.path = path;
        this.channel = channel;
        this.special = special;
        this.inode = inode;
        this.begun = begun;
        this.size = size;
    }

    /** Opens, creates, locks and repairs the file; pipes and devices are written to as they are. */
    static AppendFile open(Path path, SinkFormat format, Instant now) throws IOException {
        Identity there = Identity.of(path);
        if (there != null && !there.regular()) {
            if (Files.isDirectory(path)) {
                throw new ConnectorException(
                        Failure.user("is-directory", path + " is a directory; name a file in 'path'"));
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
            return new AppendFile(path, channel, true, there.inode(), now, 0);
        }
        if (there == null && path.getParent() != null) {
            Directories.create(path.getParent());
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            // I1: also of a file that was there: whoever made it may have died before its name was durable
            if (there == null || Files.isReadable(path.getParent())) {
                Directories.sync(path.getParent());
            }
            long size = Tail.repair(channel, path, format);
            Identity identity = Identity.of(path);
            Instant begun = size == 0
                    ? now
                    : Files.readAttributes(path, BasicFileAttributes.class)
                            .creationTime()
                            .toInstant();
            return new AppendFile(path, channel, false, identity == null ? "" : identity.inode(), begun, size);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ConnectorException(new Failure(
                    "file-in-use",
                    path + " is being written to by another pipeline or process; give each a file of its own",
                    Failure.Blame.USER,
                    Failure.Remedy.RECONNECT));
        }
    }

    /** Whether the name still stands for this file; nobody would find what is written into a deleted one. */
    boolean inPlace() throws IOException {
        if (special) {
            return true;
        }
        Identity there = Identity.of(path);
        return there != null && there.inode().equals(inode) && channel.size() == size;
    }

    long size() {
        return size;
    }

    boolean special() {
        return special;
    }

    Instant begun() {
        return begun;
    }

    /** Appends and, if so wanted, waits until it is on the disk; on failure the file is as it was. */
    void append(ByteBuffer bytes, boolean sync) throws IOException {
        int length = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                if (special) {
                    channel.write(bytes);
                } else {
                    channel.write(bytes, size + length - bytes.remaining());
                }
            }
            if (sync && !special) {
                channel.force(false); // I1: on the disk before it is called delivered
            }
        } catch (IOException e) {
            if (!special) {
                channel.truncate(size);
            }
            throw e;
        }
        size += length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
