package dev.penstock.cli;

import dev.penstock.cli.packaging.FileTree;
import dev.penstock.cli.packaging.FunctionPackager;
import dev.penstock.cli.packaging.FunctionPlan;
import dev.penstock.cli.packaging.Target;
import dev.penstock.cli.packaging.Targets;
import dev.penstock.engine.config.Reference;
import dev.penstock.host.ProcessReferences;
import dev.penstock.host.Secrets;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a function of a pipeline. */
@Command(
        name = "package",
        description = {
            "Makes a function of a pipeline: the connectors' jars untouched, the pipeline compiled,",
            "and the files that deploy it. References such as ${env:NAME} stay references."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock package orders.yaml --target http --output out/orders",
            "",
            "Exit codes: 0 done, 2 when the pipeline is wrong or the target cannot run it, 3 when the disk refuses."
        })
final class PackageCommand implements Callable<Integer> {
    private static final String MARK = "penstock-package.txt";

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    Path file = Path.of("");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "The platform, for instance http.")
    String target = "";

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Where the package is written.")
    Path output = Path.of("");

    @Mixin
    PluginOptions plugins = new PluginOptions();

    PackageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Target chosen = Targets.named(target)
                .orElseThrow(() -> CommandException.wrongInput(
                        "there is no target '" + target + "'; use one of: " + Targets.names()));
        try (Plugins installed = plugins.load();
                Secrets secrets = Pipelines.secrets(session)) {
            CompiledPipeline pipeline = compile(installed, secrets);
            FunctionPackager packager =
                    new FunctionPackager(Path.of(System.getProperty("penstock.home", ""), "functions"), secrets);
            FunctionPlan plan = packager.plan(pipeline);
            List<String> refusals = FunctionPackager.refusals(plan, chosen);
            if (!refusals.isEmpty()) {
                throw CommandException.wrongInput(
                        file + " cannot run as a function on " + target + ": " + String.join("; ", refusals));
            }
            FileTree content = new FileTree();
            chosen.layOut(plan, packager.files(plan, chosen), content);
            content.add(MARK, "Written by 'penstock package', and replaced by it as a whole.\n");
            write(content);
            session.terminal().print(output + ": " + plan.name() + " for " + target);
            if (!plan.variables().isEmpty()) {
                session.terminal().print("  needs the environment variables " + String.join(", ", plan.variables()));
            }
            if (!plan.secrets().isEmpty()) {
                session.terminal()
                        .print("  fetches, where it runs, "
                                + plan.secrets().stream()
                                        .map(Reference::toString)
                                        .collect(Collectors.joining(", ")));
            }
        } catch (IOException e) {
            throw CommandException.wrongEnvironment(
                    "the package cannot be written: " + output + ": " + e.getMessage()
                            + "; check the path, its permissions and the disk",
                    e);
        }
        return ExitCode.DONE;
    }

    private CompiledPipeline compile(Plugins installed, Secrets secrets) {
        if (Files.isDirectory(file)) {
            throw CommandException.wrongInput(file + " is a directory; package one pipeline at a time");
        }
        Set<String> missing = new TreeSet<>();
        try {
            return Pipelines.compile(
                            List.of(file),
                            installed,
                            session,
                            new ProcessReferences(session.environment(), secrets).orStandIns(missing::add))
                    .get(0);
        } catch (CommandException mistakes) {
            if (!missing.isEmpty()) {
                session.terminal()
                        .warn("not set here, so a made-up text stands in their place: " + String.join(", ", missing)
                                + "; if that is the mistake, set them while packaging; the package will not hold them");
            }
            throw mistakes;
        }
    }

    /** All or nothing: written beside, then moved into place. */
    private void write(FileTree content) throws IOException {
        Path place = output.toAbsolutePath().normalize();
        if (Files.exists(place) && !isOurs(place)) {
            throw CommandException.wrongInput("the output is there already and is no package: " + output
                    + "; name a directory that is not there, or remove it");
        }
        Path parent = Objects.requireNonNullElse(place.getParent(), place);
        Files.createDirectories(parent);
        Path workplace = Files.createTempDirectory(parent, ".penstock-package");
        try {
            // within it, for a temporary directory may be read by nobody else
            Path fresh = Files.createDirectory(workplace.resolve("package"));
            content.writeTo(fresh);
            remove(place);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(workplace);
        }
    }

    private static boolean isOurs(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (Stream<Path> files = Files.list(place)) {
            return Files.exists(place.resolve(MARK)) || files.findAny().isEmpty();
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
