package dev.penstock.cli;

import dev.penstock.host.ConnectorKind;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.RuntimeBuilder;
import dev.penstock.runtime.backlog.ScalerProvider;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.runtime.logging.LogFormat;
import dev.penstock.runtime.logging.Logging;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs pipelines until somebody stops it. */
@Command(
        name = "run",
        description = {
            "Runs pipelines until Ctrl-C or SIGTERM, then delivers what is under way and ends.",
            "Prints one line 'penstock ready ...' when every pipeline is up and webhooks listen."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock run examples/github-to-file.yaml        one pipeline",
            "  penstock run pipelines/ --data-dir /var/lib/penstock --log-format json",
            "  penstock run import.yaml --drain                 to the end of its files, then stop"
        })
final class RunCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Pipeline files, or folders of them.")
    List<Path> places = List.of();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "penstock-data",
            description = "Where offsets, dead letters and seen deliveries are kept. Default: ./${DEFAULT-VALUE}")
    Path directory = Path.of("penstock-data");

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Mixin
    PortOptions ports = new PortOptions();

    @Mixin
    ScalerOptions scaler = new ScalerOptions();

    @Option(names = "--drain", description = "Stop once every polling source is at its end and all is delivered.")
    boolean drain;

    @Option(
            names = "--drain-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long stopping may take; what is left comes again. Default: ${DEFAULT-VALUE}")
    Duration drainTimeout = Duration.ofSeconds(10);

    @Mixin
    LogOptions logs = new LogOptions();

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        session.stop().install();
        try (Plugins installed = plugins.load()) {
            List<CompiledPipeline> pipelines = Pipelines.compile(places, installed, session);
            refuseTriggers(pipelines);
            if (drain && pipelines.stream().noneMatch(RunCommand::isPolling)) {
                throw CommandException.wrongInput(
                        "--drain waits for the end of polling sources and no pipeline has one;" + " leave it out");
            }
            StatusLine status = statusLine(pipelines);
            Logging logging = logs.begin(status, PenstockCommand.verbose(spec));
            try (PenstockRuntime runtime = builder(pipelines, installed).start();
                    ScalerProvider.Scaler keda = scaler.open(runtime, pipelines)) {
                ReadyLine.Addresses addresses = new ReadyLine.Addresses(
                        ports.http, ports.tlsCertificate != null, ports.admin, keda == null ? "" : scaler.at(keda));
                return new RunWatch(runtime, pipelines, session, status, addresses).watch(drain, drainTimeout);
            } finally {
                Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
            }
        }
    }

    /** A platform invokes these; there is none here. */
    static void refuseTriggers(List<CompiledPipeline> pipelines) {
        for (CompiledPipeline pipeline : pipelines) {
            if (pipeline.source().kind() == ConnectorKind.TRIGGER_SOURCE) {
                throw CommandException.wrongInput(pipeline.file() + ": its source '"
                        + pipeline.source().name()
                        + "' is invoked by a platform and cannot run here; use 'penstock package',"
                        + " or another source");
            }
        }
    }

    private static boolean isPolling(CompiledPipeline pipeline) {
        return pipeline.source().kind() == ConnectorKind.POLLING_SOURCE;
    }

    private RuntimeBuilder builder(List<CompiledPipeline> pipelines, Plugins installed) {
        RuntimeBuilder builder = PenstockRuntime.builder(directory)
                .pipelines(pipelines)
                .connectors(installed.installed())
                .http(ports.http)
                .toTheEnd(drain)
                .clock(SystemTime.clock());
        ports.admin().ifPresent(admin -> {
            builder.admin(admin);
            ports.adminToken(session.environment()).ifPresent(builder::adminToken);
        });
        TlsFiles tls = ports.tls();
        return tls == null ? builder : builder.tls(tls);
    }

    /** A log sink prints to the same terminal without asking, and would break the line. */
    private StatusLine statusLine(List<CompiledPipeline> pipelines) {
        boolean printing =
                pipelines.stream().anyMatch(each -> each.sink().name().equals("log"));
        boolean live = session.terminal().live() && !printing && logs.format == LogFormat.HUMAN;
        return new StatusLine(new FileOutputStream(FileDescriptor.err), live);
    }
}
