package dev.penstock.docs;

import java.nio.file.Path;
import java.util.Objects;

/** Where a file of the repository stands in the site. */
final class Address {
    private Address() {}

    static Path of(Path file, boolean folder) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        if (folder) {
            return file.resolve("index.html");
        }
        if (name.equals("README.md")) {
            return file.resolveSibling("index.html");
        }
        return file.resolveSibling(
                name.endsWith(".md") ? name.substring(0, name.length() - 3) + ".html" : name + ".html");
    }

    /** The link from one page of the site to another. */
    static String relative(Path from, Path to) {
        Path parent = from.getParent();
        return (parent == null ? to : parent.relativize(to)).toString().replace('\\', '/');
    }
}
