package dev.penstock.engine.config;

import dev.penstock.engine.config.ConfigNode.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the problems of one binding and keeps secrets out of their messages. */
final class Problems {
    private static final int SHORTEST_PART = 3;

    private final List<Problem> found = new ArrayList<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();

    void error(Location at, String path, String message, String fix) {
        found.add(new Problem(Problem.Severity.ERROR, at, path, message, fix));
    }

    void warning(Location at, String path, String message, String fix) {
        found.add(new Problem(Problem.Severity.WARNING, at, path, message, fix));
    }

    /** Remembers a value that must not show, and what to say instead. */
    void hide(String value, String instead) {
        if (!value.isBlank()) {
            hidden.putIfAbsent(value, instead);
        }
    }

    /** A message from outside, a config record's own, without the values that must not show. */
    String masked(String message) { // I7
        String masked = message;
        List<Map.Entry<String, String>> longestFirst = new ArrayList<>(hidden.entrySet());
        longestFirst.sort(Comparator.comparingInt(entry -> -entry.getKey().length()));
        for (Map.Entry<String, String> entry : longestFirst) {
            masked = occurrences(entry.getKey()).matcher(masked).replaceAll(Matcher.quoteReplacement(entry.getValue()));
        }
        return masked;
    }

    /** A very short value is masked as a word of its own only, or it would be found in every other word. */
    private static Pattern occurrences(String value) {
        String literal = Pattern.quote(value);
        return Pattern.compile(
                value.length() < SHORTEST_PART ? "(?<![\\p{L}\\d])" + literal + "(?![\\p{L}\\d])" : literal);
    }

    boolean anyError() {
        for (Problem problem : found) {
            if (problem.severity() == Problem.Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    /** By line and column; those of one place in the order in which they were found. */
    List<Problem> inFileOrder() {
        if (found.isEmpty()) {
            return List.of(); // as at every start of a function, where each class that is not loaded counts
        }
        return found.stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.at().file())
                        .thenComparingInt(problem -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }
}
