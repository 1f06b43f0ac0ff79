package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.Problem;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in plain words what a YAML parser complains about. Never quotes a value: it may be a secret. */
final class YamlMistakes {
    private YamlMistakes() {}

    static Problem explain(YamlEngineException mistake, String text, String file) { // I7
        if (mistake instanceof MarkedYamlEngineException marked) {
            return marked(marked, file);
        }
        if (mistake instanceof ReaderException reader) {
            String before = text.substring(0, text.offsetByCodePoints(0, reader.getPosition()));
            int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
            int column = 1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
            return problem(
                    new Location(file, line, column),
                    String.format("the control character U+%04X stands here", reader.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
        }
        return problem(new Location(file, 0, 0), "this is not YAML: " + mistake.getMessage(), "");
    }

    private static Problem marked(MarkedYamlEngineException mistake, String file) {
        String what = String.valueOf(mistake.getProblem());
        String context = String.valueOf(mistake.getContext());
        Location here = at(mistake.getProblemMark(), file);
        Location begin = at(mistake.getContextMark().or(mistake::getProblemMark), file);
        if (what.contains("'\\t(TAB)'")) {
            return problem(here, "a tab stands where only spaces may", "indent with spaces");
        }
        if (what.contains("that cannot start any token")) {
            String character = what.substring(what.indexOf('\'') + 1, what.indexOf('\'') + 2);
            return problem(here, "a value cannot begin with '" + character + "'", "put the value in quotes");
        }
        if (what.startsWith("mapping values are not allowed")) {
            return problem(
                    here,
                    "a colon does not fit here: it follows another in the same line, or the line above is no key, or the"
                            + " indentation is wrong",
                    "put a value that holds a colon in quotes, and begin keys of one block in the same column");
        }
        if (what.startsWith("sequence entries are not allowed")) {
            return problem(
                    here, "a list cannot begin in the line of its key", "begin it in the next line, or use brackets");
        }
        if (context.contains("flow sequence") || context.contains("flow mapping")) {
            String bracket = context.contains("sequence") ? "[" : "{";
            return problem(
                    begin,
                    "the bracket '" + bracket + "' that opens here is not closed, or a comma is missing after it",
                    "close it with '" + (bracket.equals("[") ? "]" : "}") + "'");
        }
        if (context.contains("quoted scalar") && what.contains("end of stream")) {
            return problem(begin, "the quote that opens here is not closed", "close it");
        }
        if (what.startsWith("found unknown escape character")) {
            return problem(
                    here, "the escape after this backslash is unknown", "write two backslashes, or use single quotes");
        }
        if (what.startsWith("expected <block end>, but found '<scalar>'")) {
            return problem(
                    here,
                    "there is more text after a closed quote",
                    "double a single quote inside single quotes: 'it''s'");
        }
        if (what.startsWith("expected <block end>")) {
            return problem(
                    here,
                    "this line does not fit into the block that begins in line " + begin.line(),
                    "check the indentation: keys of one block, and dashes of one list, begin in the same column");
        }
        if (what.startsWith("expected the node content")) {
            return problem(
                    here, "a bracket stands where a value was expected", "write the value, in quotes if it is text");
        }
        if (what.contains("could not find expected ':'")) {
            return problem(here, "the line before has a key without a colon", "write 'key: value'");
        }
        return problem(here, "this is not YAML: " + what, "");
    }

    private static Location at(Optional<Mark> mark, String file) {
        return mark.map(known -> new Location(file, known.getLine() + 1, known.getColumn() + 1))
                .orElseGet(() -> new Location(file, 0, 0));
    }

    private static Problem problem(Location at, String message, String fix) {
        return new Problem(Problem.Severity.ERROR, at, "", message, fix);
    }
}
