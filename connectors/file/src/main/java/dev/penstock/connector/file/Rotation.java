package dev.penstock.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decides when a file is full, and gives full files their names. */
final class Rotation {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final Rotate rotate;
    private final String stem;
    private final String extension;

    Rotation(Path path, Rotate rotate) {
        this.path = path;
        this.rotate = rotate;
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        this.stem = dot <= 0 ? name : name.substring(0, dot);
        this.extension = dot <= 0 ? "" : name.substring(dot);
    }

    /** Whether the file is to be put aside before that many bytes are written. */
    boolean due(AppendFile file, long more, Instant now) {
        return file.size() > 0
                && ((rotate.size() != null && file.size() + more > rotate.size().bytes())
                        || (rotate.age() != null && !now.isBefore(file.begun().plus(rotate.age()))));
    }

    /** Renames the file, which is closed, and deletes the oldest ones that are too many. */
    void putAside(Instant now) throws IOException {
        Path old = path.resolveSibling(stem + '-' + STAMP.format(now) + extension);
        for (int i = 2; Files.exists(old); i++) {
            old = path.resolveSibling(stem + '-' + STAMP.format(now) + '-' + i + extension);
        }
        Files.move(path, old);
        Directories.sync(path.getParent());
        if (rotate.keep() > 0) {
            List<Path> all = old();
            for (Path oldest : all.subList(0, Math.max(0, all.size() - rotate.keep()))) {
                Files.deleteIfExists(oldest); // I3: 'keep' says so
            }
        }
    }

    /** The files put aside, the oldest first. */
    private List<Path> old() throws IOException {
        Pattern name =
                Pattern.compile(Pattern.quote(stem) + "-\\d{8}T\\d{6}\\.\\d{3}Z(-\\d+)?" + Pattern.quote(extension));
        try (Stream<Path> siblings = Files.list(path.toAbsolutePath().getParent())) {
            return siblings.filter(sibling ->
                            name.matcher(sibling.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
