package dev.penstock.runtime.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes names durable: what is safe in a file is lost with the file's name when power fails. */
final class DirectoryEntries {
    private DirectoryEntries() {}

    /** Creates a directory and those above it that are missing, durably. */
    static void create(Path directory, FileAttribute<?>... attributes) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (@Nullable Path at = directory; at != null && Files.notExists(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(directory, attributes);
        for (Path made : missing) {
            sync(made.getParent());
        }
    }

    /** Makes the names in a directory durable. */
    static void sync(@Nullable Path directory) throws IOException {
        // elsewhere a directory cannot be opened, and the file system logs names by itself
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.isReadable(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true); // I1
            }
        }
    }
}
