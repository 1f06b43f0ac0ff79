package dev.penstock.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Which file it is, whatever its name.
 *
 * @param inode stable over renames and reboots; unique within a file system
 * @param key the same with the device, whose number a reboot may change
 * @param size in bytes
 * @param regular false for a directory, a pipe or a device
 */
record Identity(String inode, String key, long size, boolean regular) {
    private static final String INODE = "ino=";

    /** The identity of the file of that name, or null when there is none. */
    static @Nullable Identity of(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
        Object found = attributes.fileKey();
        // Without inodes the next best name of a file that renaming does not change.
        String key = found == null ? "created-" + attributes.creationTime().toMillis() : found.toString();
        int at = key.indexOf(INODE);
        String inode = at < 0 ? key : key.substring(at + INODE.length()).replace(")", "");
        return new Identity(inode, key, attributes.size(), attributes.isRegularFile());
    }
}
