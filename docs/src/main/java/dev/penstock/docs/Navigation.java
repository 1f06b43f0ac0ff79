package dev.penstock.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree of pages beside every page, in the order in which the README of each folder names them. */
final class Navigation {
    private static final Path TOP = Path.of("docs", "README.md");

    private final Map<Path, Page> pages;
    private final List<Entry> entries = new ArrayList<>();

    /** A page and those below it. */
    private record Entry(Page page, List<Entry> below) {
        boolean holds(Page other) {
            return page.equals(other) || below.stream().anyMatch(entry -> entry.holds(other));
        }
    }

    Navigation(Map<Path, Page> pages) {
        this.pages = pages;
        Set<Path> done = new LinkedHashSet<>();
        for (String name : List.of("README.md", "docs/README.md")) {
            Page page = pages.get(Path.of(name));
            if (page != null) {
                done.add(page.source());
                entries.add(new Entry(page, List.of()));
            }
        }
        Page top = pages.get(TOP);
        if (top != null) {
            entries.addAll(below(top, done));
        }
    }

    /** What a README names in its folder, then what it leaves out. */
    private List<Entry> below(Page readme, Set<Path> done) {
        List<Path> named = new ArrayList<>(readme.links());
        named.addAll(pages.keySet().stream().sorted().toList());
        List<Entry> below = new ArrayList<>();
        for (Path file : named) {
            Page page = pages.get(file);
            if (page != null && isIn(readme.source().getParent(), file) && done.add(file)) {
                below.add(new Entry(page, file.endsWith("README.md") ? below(page, done) : List.of()));
            }
        }
        return below;
    }

    /** Pages of the folder, and the READMEs of the folders in it. */
    private static boolean isIn(@Nullable Path folder, Path file) {
        Path parent = file.getParent();
        if (folder == null || parent == null || !file.toString().endsWith(".md")) {
            return false;
        }
        return parent.equals(folder) || (file.endsWith("README.md") && folder.equals(parent.getParent()));
    }

    String html(Page current) {
        StringBuilder html = new StringBuilder();
        list(entries, current, html);
        return html.toString();
    }

    private void list(List<Entry> list, Page current, StringBuilder html) {
        html.append("<ul>");
        for (Entry entry : list) {
            html.append("<li>");
            if (entry.below().isEmpty()) {
                link(entry.page(), current, label(entry.page()), html);
            } else {
                html.append(entry.holds(current) ? "<details open>" : "<details>")
                        .append("<summary>")
                        .append(Highlighter.escape(label(entry.page())))
                        .append("</summary>");
                html.append("<ul><li>");
                link(entry.page(), current, "Overview", html);
                html.append("</li></ul>");
                list(entry.below(), current, html);
                html.append("</details>");
            }
            html.append("</li>");
        }
        html.append("</ul>\n");
    }

    private static String label(Page page) {
        return page.source().equals(Path.of("README.md")) ? "Start" : page.title();
    }

    private static void link(Page page, Page current, String label, StringBuilder html) {
        html.append("<a href=\"")
                .append(Address.relative(current.address(), page.address()))
                .append(page.equals(current) ? "\" aria-current=\"page\">" : "\">")
                .append(Highlighter.escape(label))
                .append("</a>");
    }
}
