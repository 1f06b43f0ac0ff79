package dev.penstock.cli.scaffold;

import dev.penstock.cli.packaging.FileTree;
import dev.penstock.cli.scaffold.openapi.ApiTemplates;
import dev.penstock.cli.scaffold.openapi.RestApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a connector project.
 *
 * <p>Templates are the files themselves, with a few words such as {@code __name__} that are replaced, in their paths too.
 */
public final class ConnectorProject {
    private final ProjectKind kind;
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final FileTree files = new FileTree();

    private ConnectorProject(ProjectKind kind, ProjectNames names, String version, URI repository) {
        this.kind = kind;
        placeholders.putAll(names.placeholders());
        placeholders.put("__penstock__", version);
        placeholders.put("__repository__", repository.toString().replace("&", "&amp;"));
    }

    /**
     * Makes the files; nothing is written yet.
     *
     * @param version of Penstock's artifacts
     * @param repository the Maven repository that has them
     */
    public static FileTree files(ProjectKind kind, ProjectNames names, String version, URI repository) {
        ConnectorProject project = new ConnectorProject(kind, names, version, repository);
        project.addAll();
        return project.files;
    }

    /**
     * Makes the files of a polling source of a described REST API; nothing is written yet.
     *
     * @param version of Penstock's artifacts
     * @param repository the Maven repository that has them
     */
    public static FileTree files(RestApi api, ProjectNames names, String version, URI repository) {
        ConnectorProject project = new ConnectorProject(ProjectKind.POLLING_SOURCE, names, version, repository);
        project.addAll(new ApiTemplates(api));
        return project.files;
    }

    private void addCommon() {
        add("pom.xml", "pom.xml");
        add("gitignore", ".gitignore");
        add("ci.yml", ".github/workflows/ci.yml");
        addClass("src/main/java", "package-info");
    }

    private void addAll(ApiTemplates templates) {
        // before the names, which stand in what they bring
        Map<String, String> names = new LinkedHashMap<>(placeholders);
        placeholders.clear();
        placeholders.putAll(templates.placeholders());
        placeholders.putAll(names);
        addCommon();
        add("openapi/README.md", "README.md");
        add("openapi/pipeline.yaml", "pipeline.yaml");
        for (String name : List.of("__Name__Source", "Http")) {
            add("openapi/" + name + ".java", "src/main/java/__path__/" + name + ".java");
        }
        add("openapi/" + templates.pages() + ".java", "src/main/java/__path__/Pages.java");
        add("openapi/" + templates.credentials() + ".java", "src/main/java/__path__/Credentials.java");
        for (String name : List.of("__Name__SourceTests", "Fake__Name__Service")) {
            add("openapi/" + name + ".java", "src/test/java/__path__/" + name + ".java");
        }
    }

    private void addAll() {
        addCommon();
        add(kind.text() + ".md", "README.md");
        add(kind.text() + ".yaml", "pipeline.yaml");
        if (kind == ProjectKind.SINK) {
            add("function.yaml", "function.yaml");
        }
        kind.classes().forEach(name -> addClass("src/main/java", name));
        kind.tests().forEach(name -> addClass("src/test/java", name));
    }

    private void addClass(String folder, String name) {
        add(name + ".java", folder + "/__path__/" + name + ".java");
    }

    private void add(String template, String path) {
        files.add(replaced(path), replaced(text(template)));
    }

    private String replaced(String text) {
        String result = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            result = result.replace(placeholder.getKey(), placeholder.getValue());
        }
        return result;
    }

    private static String text(String template) {
        try (InputStream in = ConnectorProject.class.getResourceAsStream(template)) {
            return new String(
                    Objects.requireNonNull(in, () -> "the template " + template + " is missing")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
