package dev.penstock.cli.packaging;

import dev.penstock.engine.config.Reference;
import dev.penstock.function.FunctionDefinition;
import dev.penstock.function.Shape;
import dev.penstock.runtime.pipeline.CompiledPipeline;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/**
 * A pipeline on its way to becoming a function.
 *
 * @param pipeline the pipeline, compiled
 * @param definition what goes into the package
 * @param variables the environment variables that its references name
 */
public record FunctionPlan(CompiledPipeline pipeline, FunctionDefinition definition, SortedSet<String> variables) {
    /** The pipeline's name. */
    public String name() {
        return pipeline.name();
    }

    /** What an invocation is. */
    public Shape shape() {
        return definition.shape();
    }

    /** The references to secrets that it fetches where it runs. */
    public Set<Reference> secrets() {
        return Reference.in(definition.configs());
    }

    /** Its name as a label of the DNS, RFC 1123: at most 63 of a-z, 0-9 and hyphens. */
    public String label() {
        String label =
                name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        label = label.length() > 50 ? label.substring(0, 50).replaceAll("-+$", "") : label;
        return label.isEmpty() ? "function" : label;
    }
}
