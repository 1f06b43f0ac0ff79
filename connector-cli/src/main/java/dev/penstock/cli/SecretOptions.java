package dev.penstock.cli;

import dev.penstock.api.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that give a secret, one of them. It is printed nowhere. */
final class SecretOptions {
    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "What the sender signs with. Others on this machine can see it; for one that matters, use:")
    @Nullable
    String text;

    @Option(names = "--secret-env", paramLabel = "NAME", description = "The environment variable that holds it.")
    @Nullable
    String variable;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "The file that holds it.")
    @Nullable
    Path file;

    /** The secret, if one was given. */
    Optional<Secret> secret(Map<String, String> environment) {
        int given = (text == null ? 0 : 1) + (variable == null ? 0 : 1) + (file == null ? 0 : 1);
        if (given > 1) {
            throw CommandException.wrongInput(
                    "there is one secret: give --secret, --secret-env or --secret-file, not several");
        }
        String found = text;
        if (variable != null) {
            found = environment.get(variable);
            if (found == null) {
                throw CommandException.wrongInput(
                        "the environment variable " + variable + " is not set; export it, or use --secret-file");
            }
        }
        if (file != null) {
            found = read(file);
        }
        if (found != null && found.isEmpty()) {
            throw CommandException.wrongInput("the secret is empty; leave it out to send without proof");
        }
        return Optional.ofNullable(found).map(Secret::of); // I7
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the file of the secret cannot be read: " + file + "; check the path and its permissions", e);
        }
    }
}
