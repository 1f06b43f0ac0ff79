package dev.penstock.cli;

import dev.penstock.cli.dev.Project;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.logging.Logging;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a connector project while it is being written. */
@Command(
        name = "dev",
        description = {
            "Runs a connector project while you write it: builds it at every change, and the new version takes",
            "over between two batches, without an event lost or repeated. Shows the events as they pass."
        },
        synopsisSubcommandLabel = "[send]",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock dev orders                              until Ctrl-C; its pipeline.yaml is run",
            "  penstock dev orders --json | jq .type            for a program: a JSON object in each line",
            "  penstock dev send --provider github --event push --secret-env GITHUB_SECRET",
            "",
            "Exit codes: 0 stopped, 2 when this is no project, 3 when a port is taken or there is no Maven."
        })
final class DevCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The project, as 'penstock new' makes it.")
    @Nullable
    Path directory;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "The pipeline that is run. Default: DIR/pipeline.yaml")
    @Nullable
    Path pipeline;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where offsets, dead letters and seen deliveries are kept. Default: DIR/target/penstock-dev/state")
    @Nullable
    Path data;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            converter = ListenAddressConverter.class,
            description = "Where webhooks come in; port 0 for any that is free. Default: ${DEFAULT-VALUE}")
    ListenAddress http = new ListenAddress("127.0.0.1", 8080);

    @Option(
            names = "--maven",
            paramLabel = "COMMAND",
            description = "The Maven that builds. Default: mvnw of the project, or mvn")
    @Nullable
    String maven;

    @Option(
            names = "--drain-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long a version may take to deliver what is under way. Default: ${DEFAULT-VALUE}")
    Duration drainTimeout = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print JSON, an object in each line.")
    boolean json;

    @Mixin
    LogOptions logs = new LogOptions();

    private DevCommand(Session session) {
        this.session = session;
    }

    /** The command with the one below it. */
    static CommandLine line(Session session) {
        return new CommandLine(new DevCommand(session)).addSubcommand("send", new DevSendCommand(session));
    }

    /** A project whose pipeline file is there. */
    static Project project(Path directory, @Nullable Path pipeline) {
        if (!Files.isRegularFile(directory.resolve("pom.xml"))) {
            throw CommandException.wrongInput("this is no connector project: " + directory
                    + " has no pom.xml; name a directory that 'penstock new' has made");
        }
        Path file = pipeline == null ? directory.resolve("pipeline.yaml") : pipeline;
        if (!Files.isRegularFile(file)) {
            throw CommandException.wrongInput(
                    "the pipeline file does not exist: " + file + "; name one with --pipeline");
        }
        return new Project(directory, file);
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) {
            throw new ParameterException(spec.commandLine(), "say which project: penstock dev DIR");
        }
        Project project = project(directory, pipeline);
        session.stop().install();
        StatusLine status = new StatusLine(new FileOutputStream(FileDescriptor.err), false);
        Logging logging = logs.begin(status, PenstockCommand.verbose(spec));
        DevVersions versions = new DevVersions(project, plugins, session);
        DevOutput output = new DevOutput(session.terminal(), json);
        Path state = data == null ? project.workplace().resolve("state") : data;
        try (DevRun run = new DevRun(project, versions, output, session, this, state)) {
            return run.untilStopped();
        } finally {
            Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
        }
    }
}
