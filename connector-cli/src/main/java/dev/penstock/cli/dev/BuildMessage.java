package dev.penstock.cli.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a build says is wrong.
 *
 * @param file where, relative to the project; empty when the build does not say
 * @param line from 1; 0 when the build does not say
 * @param column from 1; 0 when the build does not say
 * @param text what
 */
public record BuildMessage(String file, int line, int column, String text) {
    private static final Pattern PLACE = Pattern.compile("\\[ERROR] (/?.+?):\\[(\\d+)(?:,(\\d+))?] (.*)");
    private static final Pattern DETAIL =
            Pattern.compile("(?:\\[ERROR])? {2,}(symbol|location|required|found|reason): .*");
    private static final int MOST = 20;

    /** The messages in what Maven printed, each once; without any of the compiler, what Maven itself complains about. */
    static List<BuildMessage> of(String output, Path project) {
        Set<BuildMessage> compiler = new LinkedHashSet<>();
        List<String> others = new ArrayList<>();
        BuildMessage last = null;
        for (String line : output.split("\\R")) {
            Matcher place = PLACE.matcher(line);
            if (place.matches()) {
                add(last, compiler);
                String column = place.group(3);
                last = new BuildMessage(
                        relative(place.group(1), project),
                        Integer.parseInt(place.group(2)),
                        column == null ? 0 : Integer.parseInt(column),
                        place.group(4));
            } else if (last != null && DETAIL.matcher(line).matches()) {
                last = last.with(line.replaceFirst("\\[ERROR]", "").strip().replaceAll(" {2,}", " "));
            } else {
                add(last, compiler);
                last = null;
                if (line.startsWith("[ERROR] ") && !line.contains("[Help") && others.size() < MOST) {
                    others.add(line.substring("[ERROR] ".length()).strip());
                }
            }
        }
        add(last, compiler);
        if (!compiler.isEmpty()) {
            return List.copyOf(compiler);
        }
        others.removeIf(String::isEmpty);
        return others.isEmpty()
                ? List.of(new BuildMessage("", 0, 0, "the build failed and does not say why"))
                : others.stream().map(text -> new BuildMessage("", 0, 0, text)).toList();
    }

    private static void add(@Nullable BuildMessage message, Set<BuildMessage> all) {
        if (message != null) {
            all.add(message);
        }
    }

    private BuildMessage with(String detail) {
        return new BuildMessage(file, line, column, text + "; " + detail);
    }

    private static String relative(String file, Path project) {
        Path root = project.toAbsolutePath().normalize();
        Path path = Path.of(file).toAbsolutePath().normalize();
        return path.startsWith(root) ? root.relativize(path).toString() : file;
    }

    /** {@code file:line:column: text}, as editors and terminals make links of. */
    @Override
    public String toString() {
        if (file.isEmpty()) {
            return text;
        }
        return file + ":" + line + (column == 0 ? "" : ":" + column) + ": " + text;
    }
}
