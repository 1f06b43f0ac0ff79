package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.PipelineFile;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a pipeline: as written, else its file's name without the ending. */
final class PipelineName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private PipelineName() {}

    static String of(Path path, @Nullable PipelineFile file, ConfigNode.Mapping written, FileProblems problems) {
        if (file != null && file.name() != null) {
            return file.name();
        }
        if (written.get("name") instanceof ConfigNode.Text text) {
            return text.text(); // the file has errors; the name is for messages only
        }
        String fileName = path.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        String name = dot > 0 ? fileName.substring(0, dot) : fileName;
        if (!FORM.matcher(name).matches()) {
            problems.error(
                    written.at(),
                    "name",
                    "the file's name does not make a pipeline name",
                    "add 'name:' with letters, digits, dots, dashes and underscores, at most 63");
        }
        return name;
    }
}
