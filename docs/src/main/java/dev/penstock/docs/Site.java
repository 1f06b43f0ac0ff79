package dev.penstock.docs;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.docs.Page.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The documentation as a site that needs no server and no network.
 *
 * <p>It holds every page under {@code docs} and whatever is reached by links from there or from the README.
 */
public final class Site {
    private final Repository repository;
    private final Map<Path, Page> pages = new LinkedHashMap<>();
    private final Map<Path, String> files = new LinkedHashMap<>();

    private Site(Path root) {
        this.repository = new Repository(root);
    }

    /**
     * Make the site.
     *
     * @param arguments the root of the repository, and where the site goes
     * @throws IllegalStateException with every dead link
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void write(Path root, Path output) throws IOException {
        Site site = new Site(root);
        site.collect();
        site.render();
        List<String> problems = site.problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("dead links in the documentation:\n  " + String.join("\n  ", problems));
        }
        for (Map.Entry<Path, String> file : site.files.entrySet()) {
            Path target = output.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, file.getValue());
        }
    }

    private void collect() {
        PageReader reader = new PageReader(repository);
        Deque<Path> waiting = new ArrayDeque<>(List.of(Path.of("README.md")));
        waiting.addAll(repository.pages("docs"));
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            if (!pages.containsKey(file)) {
                Page page = reader.read(file);
                pages.put(file, page);
                waiting.addAll(page.links());
            }
        }
    }

    private void render() throws IOException {
        String template = resource("page.html");
        Navigation navigation = new Navigation(pages);
        for (Page page : pages.values()) {
            String up = "../".repeat(page.address().getNameCount() - 1);
            files.put(
                    page.address(),
                    template.replace("{{title}}", Highlighter.escape(page.title()))
                            .replace("{{up}}", up)
                            .replace("{{navigation}}", navigation.html(page))
                            .replace("{{contents}}", contents(page))
                            .replace(
                                    "{{source}}",
                                    Highlighter.escape(page.source().toString()))
                            .replace("{{body}}", page.body()));
        }
        for (String asset : List.of("site.css", "site.js", "icon.svg")) {
            files.put(Path.of("assets", asset), resource(asset));
        }
        files.put(Path.of("assets", "search.js"), "window.penstockSearch = " + index() + ";\n");
    }

    private static String contents(Page page) {
        List<Section> sections = page.sections().stream()
                .filter(section -> section.level() == 2 || section.level() == 3)
                .toList();
        if (sections.size() < 2) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<nav class=\"contents\" aria-label=\"On this page\">" + "<p>On this page</p><ul>");
        sections.forEach(section -> html.append("<li class=\"level")
                .append(section.level())
                .append("\"><a href=\"#")
                .append(section.id())
                .append("\">")
                .append(Highlighter.escape(section.heading()))
                .append("</a></li>"));
        return html.append("</ul></nav>").toString();
    }

    /** Address, title of the page, heading and text of every part, as JSON in a script: a page opened as a file may load that. */
    private String index() throws IOException {
        List<List<String>> index = new ArrayList<>();
        for (Page page : pages.values()) {
            for (Section section : page.sections()) {
                String address = page.address() + (section.level() == 1 ? "" : "#" + section.id());
                index.add(List.of(address, page.title(), section.heading(), section.text()));
            }
        }
        return JSON.std.asString(index);
    }

    private List<String> problems() {
        LinkCheck check = new LinkCheck(files);
        return pages.values().stream()
                .flatMap(page -> check.problems(page).stream())
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
