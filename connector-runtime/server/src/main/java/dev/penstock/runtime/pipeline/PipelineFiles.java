package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pipeline files among files and directories that a user named; a file named twice counts once.
 *
 * @param files those that were found, and files that were named and may not be there
 * @param problems directories that cannot be read or hold no pipeline
 */
public record PipelineFiles(List<Path> files, List<Problem> problems) {
    /** Looks into directories; blocks while reading them. */
    public static PipelineFiles of(List<Path> places) {
        Set<Path> known = new HashSet<>();
        List<Path> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path place : places) {
            for (Path file : Files.isDirectory(place) ? inDirectory(place, problems) : List.of(place)) {
                if (known.add(identity(file))) {
                    files.add(file);
                }
            }
        }
        return new PipelineFiles(List.copyOf(files), List.copyOf(problems));
    }

    private static List<Path> inDirectory(Path directory, List<Problem> problems) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files =
                    entries.filter(PipelineFiles::isPipelineFile).sorted().toList();
            if (files.isEmpty()) {
                problems.add(problem(
                        directory,
                        "the directory holds no pipeline file",
                        "put a file that ends in .yaml, .yml or .json into it, or name another directory"));
            }
            return files;
        } catch (IOException unreadable) {
            problems.add(problem(directory, "the directory cannot be read: " + unreadable, "check its permissions"));
            return List.of();
        }
    }

    private static boolean isPipelineFile(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean ending = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return ending && !name.startsWith(".") && !Files.isDirectory(file);
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException missing) {
            return file.toAbsolutePath().normalize(); // reported when it is read
        }
    }

    private static Problem problem(Path place, String message, String fix) {
        return new Problem(Problem.Severity.ERROR, new Location(place.toString(), 0, 0), "", message, fix);
    }
}
