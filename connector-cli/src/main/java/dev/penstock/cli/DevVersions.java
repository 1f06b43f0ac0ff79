package dev.penstock.cli;

import dev.penstock.cli.dev.Project;
import dev.penstock.host.WatchedSink;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes versions of a project that run beside each other, each of a copy of the jar: the next build writes over it. */
final class DevVersions {
    private final Project project;
    private final PluginOptions plugins;
    private final Path folder;
    private final Session session;
    private int last;

    DevVersions(Project project, PluginOptions plugins, Session session) {
        this.project = project;
        this.plugins = plugins;
        this.folder = folder(project);
        this.session = session;
    }

    /**
     * One version of the project, and all other connectors beside it.
     *
     * @param number counted from 1
     * @param jar its copy of the jar
     * @param plugins holds its classes
     * @param pipeline what is run
     */
    record DevVersion(int number, Path jar, Plugins plugins, CompiledPipeline pipeline) implements AutoCloseable {
        /** Releases its classes and its jar; its connectors must be closed before. */
        @Override
        public void close() {
            try {
                plugins.close();
                Files.deleteIfExists(jar);
            } catch (IOException stuck) {
                // an idle file below target/; the next start removes it
            }
        }
    }

    /**
     * Loads the project's jar and reads its pipeline.
     *
     * @throws CommandException when that cannot be run; the problems are printed then, and nothing of it stays
     */
    DevVersion next(Path built, WatchedSink.Watcher watcher) throws IOException {
        int number = last + 1;
        Files.createDirectories(folder);
        Path jar = folder.resolve(number + "-" + built.getFileName());
        Path half = folder.resolve("half"); // others look for whole ones
        Files.copy(built, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, jar, StandardCopyOption.REPLACE_EXISTING);
        Plugins loaded = plugins.load(List.of(jar));
        boolean fit = false;
        try {
            CompiledPipeline pipeline = compile(loaded);
            last = number;
            fit = true;
            return new DevVersion(number, jar, loaded, pipeline.with(plan -> WatchedSink.watched(plan, watcher)));
        } finally {
            if (!fit) {
                loaded.close();
                Files.deleteIfExists(jar);
            }
        }
    }

    private CompiledPipeline compile(Plugins loaded) {
        List<CompiledPipeline> pipelines;
        try {
            pipelines = Pipelines.compile(List.of(project.pipeline()), loaded, session);
        } catch (CommandException mistakes) {
            throw CommandException.wrongInput("the pipeline has mistakes, see above");
        }
        RunCommand.refuseTriggers(pipelines);
        return pipelines.get(0);
    }

    private static Path folder(Project project) {
        return project.workplace().resolve("versions");
    }

    /** The jar of the newest version that a process runs, if one does. */
    static Optional<Path> newest(Project project) throws IOException {
        if (!Files.isDirectory(folder(project))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder(project))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+-.*\\.jar"))
                    .max(Comparator.comparing(file ->
                            Integer.valueOf(file.getFileName().toString().replaceFirst("-.*", ""))));
        }
    }

    /** Removes what a process before this one has left. */
    void clear() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
