package dev.penstock.runtime.state;

import dev.penstock.runtime.EnvironmentProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Hold the data directory for this process alone.
 *
 * <p>The lock is the operating system's: it goes when the process goes, however it goes. May be closed by any thread.
 */
public final class StateDirectory implements AutoCloseable {
    private static final String LOCK = "penstock.lock";

    private final Path path;
    private final FileChannel channel;

    private StateDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is missing, readable by its owner only, and locks it.
     *
     * @throws EnvironmentProblem when it cannot be written or another process has it
     */
    public static StateDirectory lock(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(path)) {
                DirectoryEntries.create(path, ownerOnly(path));
            }
            return lockFile(path);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "the data directory cannot be written: " + path + " (" + reason(e)
                            + "); mend its permissions or name another with --data-dir",
                    e);
        }
    }

    private static StateDirectory lockFile(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel);
            if (!locked) {
                throw new EnvironmentProblem("the data directory is in use: " + path + holder(channel)
                        + "; stop that process or name another directory with --data-dir");
            }
            channel.truncate(0);
            ByteBuffer pid =
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            while (pid.hasRemaining()) {
                channel.write(pid);
            }
            return new StateDirectory(path, channel);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it
        }
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(32);
            channel.read(buffer, 0);
            String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " by process " + pid;
        } catch (IOException e) {
            return ""; // some systems keep a locked file from being read
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return e.getClass().getSimpleName();
    }

    /** Where it is, absolute. */
    public Path path() {
        return path;
    }

    /** Lets another process have it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EnvironmentProblem("the lock of the data directory was not given back: " + path, e);
        }
    }
}
