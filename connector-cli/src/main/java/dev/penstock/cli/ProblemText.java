package dev.penstock.cli;

import dev.penstock.engine.config.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a problem is told: {@code file:line:column path: what is wrong; how to mend it}. */
final class ProblemText {
    private ProblemText() {}

    static String of(Problem problem) {
        StringBuilder text = new StringBuilder(problem.at().toString());
        if (!problem.path().isEmpty()) {
            text.append(text.length() == 0 ? "" : " ").append(problem.path());
        }
        text.append(text.length() == 0 ? "" : ": ");
        if (problem.severity() == Problem.Severity.WARNING) {
            text.append("warning: ");
        }
        text.append(problem.message());
        if (!problem.fix().isEmpty()) {
            text.append("; ").append(problem.fix());
        }
        return text.toString();
    }

    /** The same for a program. */
    static Map<String, Object> values(Problem problem) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("severity", problem.severity() == Problem.Severity.ERROR ? "error" : "warning");
        values.put("file", problem.at().file());
        values.put("line", problem.at().line());
        values.put("column", problem.at().column());
        values.put("path", problem.path());
        values.put("message", problem.message());
        values.put("fix", problem.fix());
        return values;
    }
}
