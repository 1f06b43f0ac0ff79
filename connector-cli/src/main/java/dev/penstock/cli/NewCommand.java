package dev.penstock.cli;

import dev.penstock.cli.packaging.FileTree;
import dev.penstock.cli.scaffold.ConnectorProject;
import dev.penstock.cli.scaffold.FreshDirectory;
import dev.penstock.cli.scaffold.ProjectKind;
import dev.penstock.cli.scaffold.ProjectNames;
import dev.penstock.cli.scaffold.openapi.RestApi;
import dev.penstock.engine.config.NearestKey;
import dev.penstock.runtime.plugin.Plugins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a connector project. */
@Command(
        name = "new",
        description = {
            "Begins a connector: a Maven project that builds, passes its conformance tests and makes the jar,",
            "at once. KIND is polling-source, queue-source, webhook-source or sink."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock new polling-source orders --dir orders",
            "  penstock new polling-source shop --from-openapi shop.yaml --operation listOrders",
            "  penstock new sink parcels --dir parcels --package org.acme.parcels",
            "",
            "Exit codes: 0 done, 2 when a name, the directory or the document is wrong, 3 when the disk refuses."
        })
final class NewCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What it is: ${COMPLETION-CANDIDATES}.")
    String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The connector's name, kebab case: order-list.")
    String name = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the project is made; not there yet, or empty. Default: ./NAME")
    @Nullable
    Path directory;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The Java package of its classes. Default: com.example.NAME")
    @Nullable
    String packageName;

    @Option(
            names = "--from-openapi",
            paramLabel = "FILE",
            description = {
                "Of a polling source: reads the REST API that this OpenAPI 3.0 or 3.1 document describes. Its list,"
                        + " pages,",
                "credentials and fields are guessed, and marked in the code with CHECK."
            })
    @Nullable
    Path document;

    @Option(
            names = "--operation",
            paramLabel = "ID",
            description = "The operation of the document that answers the list, by its id or path. Default: a guess")
    @Nullable
    String operation;

    @Option(
            names = "--id",
            paramLabel = "FIELD",
            description = "The field that names an item of the list. Default: a guess")
    @Nullable
    String idField;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    NewCommand(Session session) {
        this.session = session;
    }

    /** For completion. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ProjectKind.texts().iterator();
        }
    }

    @Override
    public Integer call() {
        ProjectKind chosen = kind();
        Path place = directory == null ? Path.of(name) : directory;
        try {
            ProjectNames names = ProjectNames.of(name, packageName);
            refuseTaken();
            FreshDirectory fresh = FreshDirectory.at(place);
            RestApi api = api(chosen);
            URI repository = repository().toUri();
            FileTree files = api == null
                    ? ConnectorProject.files(chosen, names, Version.number(), repository)
                    : ConnectorProject.files(api, names, Version.number(), repository);
            fresh.fill(files);
            print(chosen, names, place, files, api);
            return ExitCode.DONE;
        } catch (IllegalArgumentException wrong) {
            throw CommandException.wrongInput(String.valueOf(wrong.getMessage()));
        } catch (IOException failure) {
            throw CommandException.wrongEnvironment(
                    "the project cannot be written: " + place + ": " + failure.getMessage()
                            + "; check the path, its permissions and the disk",
                    failure);
        }
    }

    private @Nullable RestApi api(ProjectKind chosen) {
        if (document == null) {
            if (operation != null || idField != null) {
                throw new IllegalArgumentException(
                        "--operation and --id choose from a document; add --from-openapi FILE");
            }
            return null;
        }
        if (chosen != ProjectKind.POLLING_SOURCE) {
            throw new IllegalArgumentException(
                    "--from-openapi makes a polling source, and no " + chosen.text() + "; use polling-source");
        }
        try {
            return RestApi.read(document, operation, idField);
        } catch (IOException unreadable) {
            throw CommandException.wrongInput(
                    "the document cannot be read: " + document + ": " + unreadable.getMessage() + "; check the path");
        }
    }

    private ProjectKind kind() {
        return ProjectKind.of(kind).orElseThrow(() -> {
            List<String> kinds = ProjectKind.texts();
            String hint = NearestKey.to(kind, kinds)
                    .map(nearest -> "did you mean '" + nearest + "'?")
                    .orElse("use one of: " + String.join(", ", kinds));
            return CommandException.wrongInput("there is no kind '" + kind + "'; " + hint);
        });
    }

    /** Two connectors of one name would hide each other. */
    private void refuseTaken() {
        try (Plugins installed = new PluginOptions().load()) {
            if (installed.installed().stream().anyMatch(each -> each.name().equals(name))) {
                throw CommandException.wrongInput(
                        "the connector '" + name + "' comes with Penstock; choose another name");
            }
        }
    }

    private static Path repository() {
        Path repository = Path.of(System.getProperty("penstock.home", ""), "repository")
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(repository)) {
            throw CommandException.wrongEnvironment(
                    "Penstock's artifacts are not there: " + repository + "; build this Penstock again", null);
        }
        return repository;
    }

    private void print(ProjectKind chosen, ProjectNames names, Path place, FileTree files, @Nullable RestApi api) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", names.name());
            values.put("kind", chosen.text());
            values.put("package", names.packageName());
            if (api != null) {
                values.put("operation", api.operation());
            }
            values.put("directory", place.toString());
            values.put("files", files.paths());
            session.terminal().print(Json.text(values));
            return;
        }
        session.terminal().print(place + ": the " + chosen.text().replace('-', ' ') + " '" + names.name() + "'");
        session.terminal().print("  cd " + place + " && mvn verify    builds, tests and makes the jar");
        if (api != null) {
            session.terminal()
                    .print("  reads " + api.operation() + "; what was guessed is marked in the code with CHECK");
        }
        session.terminal().print("  README.md    tells the rest");
    }
}
