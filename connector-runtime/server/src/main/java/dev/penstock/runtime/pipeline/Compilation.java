package dev.penstock.runtime.pipeline;

import dev.penstock.engine.config.Problem;
import java.util.List;

/**
 * What came of compiling pipeline files.
 *
 * @param pipelines those without an error, in the order of the files
 * @param problems all errors and warnings of all files, in the order of the files and their lines
 */
public record Compilation(List<CompiledPipeline> pipelines, List<Problem> problems) {
    public Compilation {
        pipelines = List.copyOf(pipelines);
        problems = List.copyOf(problems);
    }

    /** Whether a problem is an error, so that nothing should be run. */
    public boolean failed() {
        return problems.stream().anyMatch(each -> each.severity() == Problem.Severity.ERROR);
    }
}
