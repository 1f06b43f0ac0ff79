package dev.penstock.cli;

import dev.penstock.api.config.Secret;
import dev.penstock.runtime.PenstockRuntime;
import dev.penstock.runtime.RuntimeBuilder;
import dev.penstock.runtime.SystemTime;
import dev.penstock.runtime.gateway.ListenAddress;
import dev.penstock.runtime.gateway.TlsFiles;
import dev.penstock.runtime.logging.LogFormat;
import dev.penstock.runtime.logging.Logging;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.ConnectorKind;
import dev.penstock.runtime.plugin.Plugins;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            converter = ListenAddressConverter.class,
            description = "Where webhooks listen; port 0 for any that is free. Default: ${DEFAULT-VALUE}")
    ListenAddress http = new ListenAddress("127.0.0.1", 8080);

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "PEM certificates: webhooks come over TLS.")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM key of the first certificate.")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9090",
            converter = ListenAddressConverter.class,
            description = "Where health, metrics and the API listen. Default: ${DEFAULT-VALUE}")
    ListenAddress admin = new ListenAddress("127.0.0.1", 9090);

    @Option(names = "--no-admin", description = "No health, metrics and API.")
    boolean noAdmin;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Holds the bearer token of --admin, needed off loopback. Or set PENSTOCK_ADMIN_TOKEN.")
    @Nullable
    Path adminTokenFile;

    @Option(names = "--drain", description = "Stop once every polling source is at its end and all is delivered.")
    boolean drain;

    @Option(
            names = "--drain-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long stopping may take; what is left comes again. Default: ${DEFAULT-VALUE}")
    Duration drainTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--log-format",
            paramLabel = "human|json",
            defaultValue = "human",
            description = "How log lines on stderr look. Default: ${DEFAULT-VALUE}")
    LogFormat logFormat = LogFormat.HUMAN;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        session.stop().install();
        try (Plugins installed = plugins.load()) {
            List<CompiledPipeline> pipelines = Pipelines.compile(places, installed, session);
            if (drain && pipelines.stream().noneMatch(RunCommand::isPolling)) {
                throw CommandException.wrongInput(
                        "--drain waits for the end of polling sources and no pipeline has one;" + " leave it out");
            }
            StatusLine status = statusLine(pipelines);
            Logging logging = log(status);
            try (PenstockRuntime runtime = builder(pipelines, installed).start()) {
                ReadyLine.Addresses addresses = new ReadyLine.Addresses(http, tlsCertificate != null, admin);
                return new RunWatch(runtime, pipelines, session, status, addresses).watch(drain, drainTimeout);
            } finally {
                Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
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
                .http(http)
                .toTheEnd(drain)
                .clock(SystemTime.clock());
        if (!noAdmin) {
            builder.admin(admin);
            adminToken().ifPresent(builder::adminToken);
        }
        if (tlsCertificate != null && tlsKey != null) {
            builder.tls(new TlsFiles(tlsCertificate, tlsKey));
        } else if (tlsCertificate != null || tlsKey != null) {
            throw CommandException.wrongInput("--tls-certificate and --tls-key belong together; give both");
        }
        return builder;
    }

    private Optional<Secret> adminToken() {
        if (adminTokenFile == null) {
            return Optional.ofNullable(session.environment().get("PENSTOCK_ADMIN_TOKEN"))
                    .filter(token -> !token.isBlank())
                    .map(Secret::of);
        }
        try {
            String token =
                    Files.readString(adminTokenFile, StandardCharsets.UTF_8).strip();
            if (token.isEmpty()) {
                throw CommandException.wrongInput("the file of the admin token is empty: " + adminTokenFile
                        + "; write a long random text into it");
            }
            return Optional.of(Secret.of(token));
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the file of the admin token cannot be read: " + adminTokenFile
                            + "; check the path and its permissions",
                    e);
        }
    }

    /** A log sink prints to the same terminal without asking, and would break the line. */
    private StatusLine statusLine(List<CompiledPipeline> pipelines) {
        boolean printing =
                pipelines.stream().anyMatch(each -> each.sink().name().equals("log"));
        boolean live = session.terminal().live() && !printing && logFormat == LogFormat.HUMAN;
        return new StatusLine(new FileOutputStream(FileDescriptor.err), live);
    }

    private Logging log(StatusLine status) {
        if (status.live()) {
            System.setErr(new PrintStream(status, true, StandardCharsets.UTF_8));
        }
        return Logging.install(logFormat, PenstockCommand.verbose(spec));
    }
}
