package dev.penstock.docs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The anchors of one page's headings, the same as where Markdown is read on the web. */
final class Headings {
    private final Map<String, Integer> seen = new HashMap<>();

    /** Letters in lower case, digits, hyphens and underscores stay, spaces become hyphens; a repeated heading gets a number. */
    String anchor(String heading) {
        String slug = heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
                .replace(' ', '-');
        int times = seen.merge(slug, 1, Integer::sum);
        return times == 1 ? slug : slug + "-" + (times - 1);
    }
}
