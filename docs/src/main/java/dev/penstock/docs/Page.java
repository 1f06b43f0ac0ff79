package dev.penstock.docs;

import java.nio.file.Path;
import java.util.List;

/**
 * One page, rendered but for what surrounds it.
 *
 * @param source the file of the repository that it shows
 * @param address where it stands in the site
 * @param title its first heading
 * @param body HTML
 * @param sections its parts, the first without a heading of its own
 * @param links the files of the repository that it leads to, in order
 */
record Page(Path source, Path address, String title, String body, List<Section> sections, List<Path> links) {
    Page {
        sections = List.copyOf(sections);
        links = List.copyOf(links);
    }

    /** From a heading to the next, for the table of contents and the search. */
    record Section(int level, String id, String heading, String text) {}
}
