package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML 1.2 or JSON file into config nodes, each with its place.
 *
 * <p>Scalars stay as they are written: {@code on}, {@code 0123} and {@code 1.10} are texts, and what they mean is up to
 * the config record. A file that cannot be read is a problem, never an exception. May be used by several threads.
 */
public final class ConfigReader {
    private static final int LARGEST_FILE = 2 << 20;

    private ConfigReader() {}

    /**
     * What a file holds.
     *
     * @param mapping its keys, or null when a problem is an error
     * @param problems what is wrong with it
     */
    public record Result(@Nullable Mapping mapping, List<Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }

        static Result failed(Location at, String message, String fix) {
            return new Result(null, List.of(new Problem(Problem.Severity.ERROR, at, "", message, fix)));
        }
    }

    /** Reads a file; blocks. */
    public static Result read(Path file) {
        Location at = new Location(file.toString(), 0, 0);
        if (Files.isDirectory(file)) {
            return Result.failed(at, "this is a directory, not a file", "name a file in it");
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return Result.failed(
                        at,
                        "the file is larger than " + (LARGEST_FILE >> 20) + " MiB, which no pipeline needs",
                        "check that this is the right file");
            }
            return decode(Files.readAllBytes(file), at);
        } catch (NoSuchFileException missing) {
            return Result.failed(
                    at,
                    "there is no such file",
                    "check the path; it is relative to " + Path.of("").toAbsolutePath());
        } catch (AccessDeniedException denied) {
            return Result.failed(at, "the file may not be read", "give this user the permission to read it");
        } catch (IOException failure) {
            return Result.failed(at, "the file cannot be read: " + failure, "check the disk and the path");
        }
    }

    /** Reads text that stands in a file of that name. */
    public static Result read(String text, String file) {
        return YamlTree.read(text, file);
    }

    private static Result decode(byte[] content, Location at) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            // some editors begin a file with a byte order mark, which is no part of the text
            return read(text.startsWith("\uFEFF") ? text.substring(1) : text, at.file());
        } catch (CharacterCodingException notUtf8) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            return Result.failed(
                    new Location(at.file(), line, 0), "the file is not UTF-8 text", "save it with the encoding UTF-8");
        }
    }
}
