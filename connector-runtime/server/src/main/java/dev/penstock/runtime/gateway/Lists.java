package dev.penstock.runtime.gateway;

import java.util.ArrayList;
import java.util.List;

/** Adds to lists that do not change. */
final class Lists {
    private Lists() {}

    static List<String> plus(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
