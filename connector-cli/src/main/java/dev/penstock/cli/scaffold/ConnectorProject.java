package dev.penstock.cli.scaffold;

import dev.penstock.cli.packaging.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The files of a connector project.
 *
 * <p>Templates are the files themselves, with a few words such as {@code __name__} that are replaced, in their paths too.
 */
public final class ConnectorProject {
    private final ProjectKind kind;
    private final Map<String, String> placeholders;
    private final FileTree files = new FileTree();

    private ConnectorProject(ProjectKind kind, Map<String, String> placeholders) {
        this.kind = kind;
        this.placeholders = placeholders;
    }

    /**
     * Makes the files; nothing is written yet.
     *
     * @param version of Penstock's artifacts
     * @param repository the Maven repository that has them
     */
    public static FileTree files(ProjectKind kind, ProjectNames names, String version, URI repository) {
        Map<String, String> placeholders = new TreeMap<>(names.placeholders());
        placeholders.put("__penstock__", version);
        placeholders.put("__repository__", repository.toString().replace("&", "&amp;"));
        ConnectorProject project = new ConnectorProject(kind, placeholders);
        project.addAll();
        return project.files;
    }

    private void addAll() {
        add("pom.xml", "pom.xml");
        add("gitignore", ".gitignore");
        add("ci.yml", ".github/workflows/ci.yml");
        add(kind.text() + ".md", "README.md");
        add(kind.text() + ".yaml", "pipeline.yaml");
        if (kind == ProjectKind.SINK) {
            add("function.yaml", "function.yaml");
        }
        addClass("src/main/java", "package-info");
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
