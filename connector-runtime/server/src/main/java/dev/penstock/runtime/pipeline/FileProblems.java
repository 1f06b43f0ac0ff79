package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.Problem;
import dev.penstock.engine.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Gathers the problems of one file. For one thread. */
final class FileProblems {
    private final LinkedHashSet<Problem> problems = new LinkedHashSet<>();

    void error(Location at, String path, String message, String fix) {
        problems.add(new Problem(Severity.ERROR, at, path, message, fix));
    }

    void warning(Location at, String path, String message, String fix) {
        problems.add(new Problem(Severity.WARNING, at, path, message, fix));
    }

    void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    boolean haveErrors() {
        return problems.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    }

    /** All of them, by line. */
    List<Problem> inOrder() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.<Problem>comparingInt(each -> each.at().line())
                .thenComparingInt(each -> each.at().column()));
        return sorted;
    }

    /** The place of a key, however deep, or of the nearest mapping around it that is there. */
    static Location place(ConfigNode.Mapping mapping, String... keys) {
        Location at = mapping.at();
        ConfigNode here = mapping;
        for (String key : keys) {
            if (!(here instanceof ConfigNode.Mapping inside) || inside.get(key) == null) {
                break;
            }
            at = inside.keys().getOrDefault(key, inside.at());
            here = inside.get(key);
        }
        return at;
    }
}
