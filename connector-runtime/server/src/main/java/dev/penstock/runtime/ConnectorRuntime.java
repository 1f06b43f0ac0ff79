package dev.penstock.runtime;

import dev.penstock.engine.config.Problem;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.pipeline.Compilation;
import dev.penstock.runtime.pipeline.PipelineCompiler;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs pipelines inside any Java program.
 *
 * <pre>{@code
 * try (ConnectorRuntime runtime = ConnectorRuntime.builder()
 *         .pipelines(Path.of("pipelines"))
 *         .plugins(Path.of("plugins"))
 *         .dataDirectory(Path.of("data"))
 *         .start()) {
 *     serveUntilStopped();
 * }
 * }</pre>
 *
 * <p>Connectors come from plugin directories, isolated from each other, and from the class path, where they share the program's
 * classes. Closing takes nothing new, delivers what is under way and stores the offsets. Any thread may call.
 */
public final class ConnectorRuntime implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Plugins plugins;
    private final PenstockRuntime runtime;

    private ConnectorRuntime(Plugins plugins, PenstockRuntime runtime) {
        this.plugins = plugins;
        this.runtime = runtime;
    }

    /** A runtime without pipelines, which keeps its state in {@code ./penstock-data}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what to run; not for use by several threads. */
    public static final class Builder {
        private final List<Path> files = new ArrayList<>();
        private final Map<String, String> texts = new LinkedHashMap<>();
        private final List<Path> places = new ArrayList<>();
        private Path dataDirectory = Path.of("penstock-data");
        private Map<String, String> environment = System.getenv();
        private ListenAddress http = new ListenAddress("127.0.0.1", 8080);
        private @Nullable Path secrets;
        private boolean toTheEnd;

        private Builder() {}

        /** Adds a pipeline file, or a directory of them. */
        public Builder pipelines(Path fileOrDirectory) {
            files.add(fileOrDirectory);
            return this;
        }

        /** Adds a pipeline that is written here as it would be in a file of that name, without its ending. */
        public Builder pipeline(String name, String yaml) {
            texts.put(name, yaml);
            return this;
        }

        /**
         * Adds a pipeline that is made of values: the keys of a file as a map. It is what a file with the same keys is, with the
         * same checks, defaults and references.
         *
         * @param keys maps, lists, texts, numbers and booleans; of anything else the text, so of a {@link Path} or a {@link
         *     Duration}, too
         */
        public Builder pipeline(String name, Map<String, ?> keys) {
            return pipeline(name, ValueText.of(keys));
        }

        /** Adds a directory of connector jars, or one jar. */
        public Builder plugins(Path directoryOrJar) {
            places.add(directoryOrJar);
            return this;
        }

        /** Where offsets, dead letters and seen deliveries are kept; one runtime at a time. */
        public Builder dataDirectory(Path directory) {
            dataDirectory = directory;
            return this;
        }

        /**
         * Where providers of secrets are, each with its jars in a folder of its own, as in the folder {@code secrets} of an
         * installation; those on the class path are known anyway. They answer <code>${aws-secret:NAME}</code> and its like.
         */
        public Builder secrets(Path directory) {
            secrets = directory;
            return this;
        }

        /** What {@code ${env:NAME}} in pipelines means; the environment of the process if not said. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Where webhooks listen, {@code 127.0.0.1:8080} if not said; port 0 for any that is free. Nothing listens without any.
         *
         * @throws IllegalArgumentException when it is not {@code HOST:PORT}
         */
        public Builder http(String address) {
            http = ListenAddress.parse(address);
            return this;
        }

        /** Polling pipelines are complete at the end of their source; see {@link ConnectorRuntime#completed}. */
        public Builder toTheEnd() {
            toTheEnd = true;
            return this;
        }

        /**
         * Starts it; blocks while files are read and ports are bound, not until connectors are connected.
         *
         * @throws IllegalArgumentException when a pipeline or a plugin is wrong, with every problem of all of them
         * @throws EnvironmentProblem when the data directory or the address cannot be had
         */
        public ConnectorRuntime start() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Plugins plugins = Plugins.load(places, context == null ? ConnectorRuntime.class.getClassLoader() : context);
            try (Secrets fetched = new Secrets(secrets, environment, SystemTime.clock())) {
                Compilation compilation = new PipelineCompiler(
                                plugins, new ProcessReferences(environment, fetched), SystemTime.clock())
                        .compile(files, texts);
                if (compilation.failed() || compilation.pipelines().isEmpty()) {
                    throw new IllegalArgumentException(problems(plugins, compilation));
                }
                return new ConnectorRuntime(
                        plugins,
                        PenstockRuntime.builder(dataDirectory)
                                .pipelines(compilation.pipelines())
                                .connectors(plugins.installed())
                                .http(http)
                                .toTheEnd(toTheEnd)
                                .start());
            } catch (RuntimeException failure) {
                plugins.close();
                throw failure;
            }
        }

        private static String problems(Plugins plugins, Compilation compilation) {
            List<Problem> all = new ArrayList<>(plugins.problems());
            all.addAll(compilation.problems());
            return all.isEmpty()
                    ? "there is no pipeline to run; add one with pipeline() or pipelines()"
                    : all.stream().map(Builder::text).collect(Collectors.joining("\n"));
        }

        private static String text(Problem problem) {
            return problem.at() + (problem.path().isEmpty() ? "" : " " + problem.path()) + ": " + problem.message()
                    + (problem.fix().isEmpty() ? "" : "; " + problem.fix());
        }
    }

    /** Waits until every pipeline has had both its connectors built; false when that takes longer. */
    public boolean awaitReady(Duration longest) throws InterruptedException {
        return runtime.awaitReady(longest);
    }

    /**
     * Completes when every polling source is at its end and all of it is delivered; never, unless built with {@link
     * Builder#toTheEnd}.
     */
    public CompletableFuture<Void> completed() {
        return runtime.completed();
    }

    /** How the pipelines are doing. */
    public List<PipelineSnapshot> snapshot() {
        return runtime.snapshot();
    }

    /** The port that webhooks listen on; empty when no pipeline has any. */
    public OptionalInt httpPort() {
        return runtime.httpPort();
    }

    /** Delivers what is under way, for ten seconds at most, and ends; what is left comes again from upstream. */
    @Override
    public void close() {
        try (plugins;
                runtime) {
            runtime.drain(DRAIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt(); // I8: closed without waiting; upstream has what is left
        }
    }
}
