package dev.penstock.cli.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files by their path, to be written into a directory or a zip. The same files give the same bytes, whenever and wherever they are
 * written.
 */
public final class FileTree {
    /** The first moment that a zip can tell, so that no clock is in a package. */
    private static final FileTime EPOCH = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

    private final SortedMap<String, Content> files = new TreeMap<>();

    /** Where the bytes of a file come from. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;

        default boolean executable() {
            return false;
        }
    }

    /** Adds a text. */
    public FileTree add(String path, String text) {
        return add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public FileTree add(String path, byte[] bytes) {
        put(path, out -> out.write(bytes));
        return this;
    }

    /** Adds a program that may be run. */
    public FileTree addProgram(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(path, new Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }

            @Override
            public boolean executable() {
                return true;
            }
        });
        return this;
    }

    /** Adds a file as it is. */
    public FileTree add(String path, Path file) {
        put(path, out -> Files.copy(file, out));
        return this;
    }

    /** Adds all of another tree below a folder. */
    public FileTree addAll(String folder, FileTree other) {
        other.files.forEach((path, content) -> put(folder.isEmpty() ? path : folder + "/" + path, content));
        return this;
    }

    /** Adds a file of another tree under a path of its own. */
    public FileTree add(String path, FileTree other, String from) {
        Content content = other.files.get(from);
        if (content == null) {
            throw new IllegalArgumentException("there is no " + from);
        }
        put(path, content);
        return this;
    }

    /** The files below a folder, by their path in it. */
    public FileTree within(String folder) {
        FileTree part = new FileTree();
        files.forEach((path, content) -> {
            if (path.startsWith(folder + "/")) {
                part.put(path.substring(folder.length() + 1), content);
            }
        });
        return part;
    }

    /** The files that are not below a folder. */
    public FileTree without(String folder) {
        FileTree part = new FileTree();
        files.forEach((path, content) -> {
            if (!path.startsWith(folder + "/")) {
                part.put(path, content);
            }
        });
        return part;
    }

    /** Adds a zip of another tree. */
    public FileTree addZip(String path, FileTree content) {
        put(path, content::zip);
        return this;
    }

    private void put(String path, Content content) {
        if (path.startsWith("/") || path.contains("\\") || path.matches("(.*/)?\\.{0,2}(/.*)?")) {
            throw new IllegalArgumentException("a file of a package would lie outside of it: " + path);
        }
        if (files.putIfAbsent(path, content) != null) {
            throw new IllegalArgumentException("two files of a package have the name " + path);
        }
    }

    /** The paths of the files, sorted. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Whether there is a file of that path. */
    public boolean contains(String path) {
        return files.containsKey(path);
    }

    /** Writes all files below a directory, which is made. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, Content> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            try (OutputStream out = Files.newOutputStream(path)) {
                file.getValue().writeTo(out);
            }
            if (file.getValue().executable()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Adds paths and bytes of all files to a digest: the same for the same files. */
    public void digest(MessageDigest digest) throws IOException {
        for (Map.Entry<String, Content> file : files.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            MessageDigest own = sha256();
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), own)) {
                file.getValue().writeTo(out);
            }
            digest.update(own.digest()); // of one length, so that no file can pass for two
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void zip(OutputStream out) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        @SuppressWarnings("resource") // closing it would close what it writes to
        ZipOutputStream zip = new ZipOutputStream(whole);
        for (Map.Entry<String, Content> file : files.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.getValue().writeTo(bytes);
            ZipEntry entry = new ZipEntry(file.getKey());
            entry.setLastModifiedTime(EPOCH);
            entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
            if (file.getKey().endsWith(".jar")) {
                store(entry, bytes.toByteArray()); // it is compressed already
            }
            zip.putNextEntry(entry);
            bytes.writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
        out.write(ZipPermissions.set(whole.toByteArray(), this::isProgram));
    }

    private boolean isProgram(String path) {
        Content content = files.get(path);
        return content != null && content.executable();
    }

    private static void store(ZipEntry entry, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
    }
}
