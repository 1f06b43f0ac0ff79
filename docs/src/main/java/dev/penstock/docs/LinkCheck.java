package dev.penstock.docs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Follows every link of the finished site that leads into it, and finds what would be loaded from elsewhere. */
final class LinkCheck {
    private static final Pattern REFERENCE = Pattern.compile("<(\\w+)\\b[^>]*?\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    private final Map<Path, String> files;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    /** @param files everything in the site, HTML with its text */
    LinkCheck(Map<Path, String> files) {
        this.files = files;
    }

    /** One line for each dead link of a page. */
    List<String> problems(Page page) {
        List<String> problems = new ArrayList<>();
        for (MatchResult match : REFERENCE
                .matcher(Objects.requireNonNull(files.get(page.address())))
                .results()
                .toList()) {
            String link = match.group(2).replace("&amp;", "&");
            if (link.matches("[a-z]+:.*|//.*")) {
                if (!match.group(1).equals("a")) {
                    problems.add(page.source() + ": " + link + " would be loaded from the network");
                }
            } else if (!leadsSomewhere(page.address(), link)) {
                problems.add(page.source() + ": the link " + link + " leads nowhere");
            }
        }
        return problems;
    }

    private boolean leadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        String path = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        Path parent = from.getParent();
        Path target = path.isEmpty() ? from : (parent == null ? Path.of(path) : parent.resolve(path)).normalize();
        String text = files.get(target);
        if (text == null) {
            return false;
        }
        return parts.length == 1
                || anchors.computeIfAbsent(target, file -> ids(text))
                        .contains(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }

    private static Set<String> ids(String html) {
        return new HashSet<>(ID.matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .toList());
    }
}
