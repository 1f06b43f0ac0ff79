package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.Binder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves references from environment variables and files, as they are when asked; nothing is kept.
 *
 * <p>Relative paths are relative to the working directory. May be used by several threads; reading a file blocks.
 */
public final class ProcessReferences implements Binder.References {
    private static final int LARGEST_FILE = 1 << 20;

    private final Map<String, String> environment;

    /** References to the environment variables of this process. */
    public ProcessReferences() {
        this(System.getenv());
    }

    /** References to those environment variables. */
    public ProcessReferences(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<String> file(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            return content.length > LARGEST_FILE ? Optional.empty() : Optional.of(withoutLineEnd(content));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    /** Editors end a file with a line end that is no part of the secret in it. */
    private static String withoutLineEnd(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
