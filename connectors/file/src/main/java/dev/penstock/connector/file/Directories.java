package dev.penstock.connector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes directories and makes what happens in them durable: a file is safe only once its name is. */
final class Directories {
    private Directories() {}

    /** Creates the directory and those above it that are missing, durably. */
    static void create(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        @Nullable Path at = directory;
        while (at != null && Files.notExists(at)) {
            missing.push(at);
            at = at.getParent();
        }
        Files.createDirectories(directory);
        for (Path made : missing) {
            sync(made.getParent());
        }
    }

    /** Makes the names in a directory durable. */
    static void sync(@Nullable Path directory) throws IOException {
        // Elsewhere a directory cannot be opened; renaming and creating are logged by the file system there.
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true); // I1
            }
        }
    }
}
