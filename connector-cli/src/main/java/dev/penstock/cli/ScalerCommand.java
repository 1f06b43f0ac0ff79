package dev.penstock.cli;

import dev.penstock.cli.packaging.FunctionPackager;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.backlog.ObservedBacklogs;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.logging.Logging;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells KEDA how much waits for pipelines that run elsewhere, or not at the moment. */
@Command(
        name = "scaler",
        description = {
            "Tells KEDA how much waits for pipelines that others run, also while nobody does. Looks at what their",
            "sources have behind the stored offsets; delivers nothing, moves no offset and takes no lease.",
            "Needs the variables and secrets of 'source' and 'state' only."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock scaler orders.yaml                           where KEDA runs on this machine",
            "  penstock scaler pipelines/ --listen 0.0.0.0:9091      one scaler for a folder of pipelines"
        })
final class ScalerCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Session session;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Pipeline files, or folders of them.")
    List<Path> places = List.of();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9091",
            converter = ListenAddressConverter.class,
            description = "Where KEDA asks; port 0 for any that is free. Default: ${DEFAULT-VALUE}")
    ListenAddress listen = new ListenAddress("127.0.0.1", 9091);

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Mixin
    LogOptions logs = new LogOptions();

    ScalerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        session.stop().install();
        try (Plugins installed = plugins.load()) {
            List<CompiledPipeline> pipelines = compile(installed);
            for (CompiledPipeline pipeline : pipelines) {
                ObservedBacklogs.refusal(pipeline).ifPresent(why -> {
                    throw CommandException.wrongInput(pipeline.file() + ": " + why);
                });
            }
            StatusLine status = new StatusLine(new FileOutputStream(FileDescriptor.err), false);
            Logging logging = logs.begin(status, PenstockCommand.verbose(spec));
            try (ObservedBacklogs backlogs =
                            new ObservedBacklogs(pipelines, SystemTime.clock(), ObservedBacklogs.LONGEST);
                    ScalerProvider.Scaler scaler = ScalerJars.open(listen, backlogs)) {
                session.terminal()
                        .print("penstock scaler ready: " + ReadyLine.host(listen) + ":" + scaler.port() + ", measures "
                                + pipelines.stream().map(CompiledPipeline::name).collect(Collectors.joining(", ")));
                while (!session.stop().await(LOOK_AGAIN)) {
                    // until somebody asks it to stop
                }
            } finally {
                Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
            }
        }
        return ExitCode.DONE;
    }

    /** What only sinks need may be missing: whoever measures has no use for their secrets. */
    private List<CompiledPipeline> compile(Plugins installed) {
        Set<String> missing = new TreeSet<>();
        try (Secrets secrets = Pipelines.secrets(session)) {
            List<CompiledPipeline> pipelines = Pipelines.compile(
                    places,
                    installed,
                    session,
                    new ProcessReferences(session.environment(), secrets).fetchedOrStandIns(missing::add));
            for (CompiledPipeline pipeline : pipelines) {
                List<String> needed = missing.stream()
                        .filter(reference -> FunctionPackager.isNeededToMeasure(pipeline, reference))
                        .toList();
                if (!needed.isEmpty()) {
                    throw CommandException.wrongInput(pipeline.file()
                            + ": not set here, and needed to measure its source: " + String.join(", ", needed));
                }
            }
            return pipelines;
        }
    }
}
