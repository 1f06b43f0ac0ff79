package dev.penstock.cli;

import dev.penstock.host.Secrets;
import dev.penstock.host.SystemTime;
import dev.penstock.runtime.logging.LogFormat;
import dev.penstock.runtime.logging.Logging;
import dev.penstock.runtime.plugin.Plugins;
import dev.penstock.runtime.state.StateDirectory;
import dev.penstock.serve.FunctionPackage;
import dev.penstock.serve.ServeRuntime;
import dev.penstock.serve.ServeSettings;
import dev.penstock.serve.instance.JavaOptions;
import dev.penstock.serve.instance.ProcessLauncher;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves pipelines as functions until somebody stops it. */
@Command(
        name = "serve",
        description = {
            "Serves each pipeline as a function on this machine: in processes of its own, as many as its requests",
            "need, from none. Ends in order on Ctrl-C or SIGTERM. Changed files roll out by themselves.",
            "Prints one line 'penstock ready ...' when requests are taken."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock serve orders.yaml                one function; scaling: { min, max, target, idle } says how many",
            "  penstock serve pipelines/ --http 0.0.0.0:8080 --data-dir /var/lib/penstock"
        })
final class ServeCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Pipeline files, or folders of them.")
    List<Path> places = List.of();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "penstock-data",
            description = "Where the packages of the functions are kept. Default: ./${DEFAULT-VALUE}")
    Path directory = Path.of("penstock-data");

    @Mixin
    PluginOptions plugins = new PluginOptions();

    @Mixin
    PortOptions ports = new PortOptions();

    @Option(
            names = "--instance-memory",
            paramLabel = "SIZE",
            defaultValue = "96m",
            description = "Heap of an instance at most: 96m, 1g. Default: ${DEFAULT-VALUE}")
    String memory = "96m";

    @Option(
            names = "--instance-option",
            paramLabel = "OPTION",
            description = "One more option for the Java of instances. May be repeated.")
    List<String> javaOptions = new ArrayList<>();

    @Option(
            names = "--max-instances",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Of all functions together. Default: as many as fit into three quarters of the memory.")
    int maxInstances;

    @Option(
            names = "--stable-window",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = DurationConverter.class,
            description = "The average over this long decides how many instances there are. Default: ${DEFAULT-VALUE}")
    Duration stableWindow = Duration.ofSeconds(20);

    @Option(
            names = "--look-every",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How often an instance is started to look at a queue that has none. Default: ${DEFAULT-VALUE}")
    Duration lookEvery = Duration.ofSeconds(30);

    @Option(
            names = "--drain-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long requests under way have when it stops. Default: ${DEFAULT-VALUE}")
    Duration drainTimeout = Duration.ofSeconds(10);

    @Mixin
    LogOptions logs = new LogOptions();

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        session.stop().install();
        if (!InstanceMemory.isSize(memory)) {
            throw CommandException.wrongInput(
                    "--instance-memory is no size: " + memory + "; write a number with m or g, as in 96m");
        }
        JavaOptions java = new JavaOptions(JavaOptions.ofThisProcess(), memory, javaOptions);
        try (Plugins installed = plugins.load();
                Secrets secrets = Pipelines.secrets(session);
                StateDirectory data = StateDirectory.lock(directory)) {
            StatusLine status = new StatusLine(
                    new FileOutputStream(FileDescriptor.err),
                    session.terminal().live() && logs.format == LogFormat.HUMAN);
            Logging logging = logs.begin(status, PenstockCommand.verbose(spec));
            ServedFiles files = new ServedFiles(
                    places,
                    installed,
                    session,
                    new FunctionStore(data.path().resolve("functions"), java, secrets),
                    stableWindow,
                    lookEvery);
            List<FunctionPackage> functions = files.first();
            ServeRuntime.Ports listen = new ServeRuntime.Ports(
                    ports.http, ports.tls(), ports.admin(), ports.adminToken(session.environment()));
            try (ServeRuntime runtime =
                    ServeRuntime.start(settings(), listen, launcher(java), SystemTime.clock(), System::nanoTime)) {
                runtime.functions().apply(functions);
                return new ServeWatch(runtime, files, session, status, ports).watch(drainTimeout);
            } finally {
                Reference.reachabilityFence(logging); // the JDK forgets the levels of loggers that nobody keeps
            }
        }
    }

    private ServeSettings settings() {
        if (maxInstances < 0) {
            throw CommandException.wrongInput(
                    "--max-instances is below 0: " + maxInstances + "; leave it out, or give 1 or more");
        }
        return ServeSettings.standard(maxInstances > 0 ? maxInstances : InstanceMemory.mostInstances(memory));
    }

    private ProcessLauncher launcher(JavaOptions java) {
        ServeSettings settings = settings();
        System.Logger json = System.getLogger("dev.penstock.function");
        return new ProcessLauncher(
                java,
                settings.limit(),
                settings.drain(),
                Set.of("PENSTOCK_ADMIN_TOKEN"),
                logs.format == LogFormat.JSON
                        ? (label, line) -> json.log(System.Logger.Level.INFO, "[" + label + "] " + line)
                        : (label, line) -> System.err.println("[" + label + "] " + line));
    }
}
