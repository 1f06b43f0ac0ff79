package dev.penstock.connector.file;

import dev.penstock.api.Check;
import dev.penstock.api.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why a file cannot be written to. None of it is the events' fault: they wait until it is mended. */
final class WriteFailures {
    private WriteFailures() {}

    static Failure of(Path path, IOException thrown) {
        String reason = reason(thrown);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota") || lower.contains("disk is full")) {
            return Failure.resources("disk-full", "no space left to write to " + path + "; make room on that disk");
        }
        if (thrown instanceof AccessDeniedException || lower.contains("read-only")) {
            return Failure.resources(
                    "no-permission", "may not write to " + path + ": " + reason + "; allow it, or write elsewhere");
        }
        if (thrown instanceof FileAlreadyExistsException || lower.contains("not a directory")) {
            return Failure.resources(
                    "no-directory", "cannot make the directory of " + path + ": " + reason + "; mend 'path'");
        }
        return Failure.resources("write-failed", "cannot write to " + path + ": " + reason);
    }

    static Check check(Path path) {
        if (Files.isDirectory(path)) {
            return Check.failed("write file", Failure.user("is-directory", path + " is a directory; name a file"));
        }
        @Nullable Path at = path;
        while (at != null && Files.notExists(at)) {
            at = at.getParent();
        }
        if (at == null || (at != path && !Files.isDirectory(at)) || !Files.isWritable(at)) {
            return Check.failed(
                    "write file", Failure.user("no-permission", "may not write to " + (at == null ? path : at)));
        }
        return Check.passed("write file", path + (at.equals(path) ? "" : " will be made"));
    }

    private static String reason(IOException thrown) {
        String reason = thrown instanceof FileSystemException named ? named.getReason() : thrown.getMessage();
        return reason == null ? thrown.getClass().getSimpleName() : reason;
    }
}
