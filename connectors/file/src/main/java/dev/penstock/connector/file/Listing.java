package dev.penstock.connector.file;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds files by glob and by inode. */
final class Listing {
    private final Path root;
    private final PathMatcher matcher;
    private final int depth;

    private Listing(Path root, PathMatcher matcher, int depth) {
        this.root = root;
        this.matcher = matcher;
        this.depth = depth;
    }

    /** A listing by that glob, or null when the text is the name of a single file. */
    static @Nullable Listing of(String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!isGlob(text) || Files.exists(path)) {
            return null;
        }
        Path root = path;
        while (isGlob(root.toString())) {
            root = root.getParent() == null ? path.getRoot() : root.getParent();
        }
        int depth = text.contains("**") ? Integer.MAX_VALUE : path.getNameCount() - root.getNameCount();
        return new Listing(root, FileSystems.getDefault().getPathMatcher("glob:" + path), depth);
    }

    private static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    /** The regular files that match, by inode, in the order of their names. */
    Map<String, Path> files() throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        Map<String, String> keys = new LinkedHashMap<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
            paths = walk.filter(matcher::matches).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : paths) {
            Identity identity = Identity.of(path);
            if (identity != null && identity.regular()) {
                found.putIfAbsent(identity.inode(), path);
                String other = keys.putIfAbsent(identity.inode(), identity.key());
                if (other != null && !other.equals(identity.key())) {
                    throw new ConnectorException(Failure.user(
                            "same-inode",
                            "the files " + found.get(identity.inode()) + " and " + path
                                    + " are on different file systems"
                                    + " and have the same inode; read each file system with a pipeline of its own"));
                }
            }
        }
        return found;
    }

    /** The file of that inode in a directory, whatever its name, or null. */
    static @Nullable Path byInode(@Nullable Path directory, String inode) throws IOException {
        if (directory == null || !Files.isDirectory(directory)) {
            return null;
        }
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(directory)) {
            for (Path sibling : siblings) {
                Identity identity = Identity.of(sibling);
                if (identity != null && identity.regular() && identity.inode().equals(inode)) {
                    return sibling;
                }
            }
        }
        return null;
    }
}
