package dev.penstock.cli.scaffold.openapi;

import dev.penstock.api.config.KebabCase;
import java.util.Locale;

/**
 * A key of the connector's config.
 *
 * @param component its record component
 * @param declaration the component as code, with its annotation
 * @param tested what the tests give for it, as code
 * @param argument the same as an argument of the record's constructor
 * @param pipeline what the pipeline file says when its variable is not set; empty: nothing
 * @param exported what its variable holds for trying out with the fake; empty where it needs none
 */
record Key(String component, String declaration, String tested, String argument, String pipeline, String exported) {
    static final String INDENT = "                    ";

    static Key secret(String component, String about) {
        return new Key(
                component,
                "@Option(" + JavaText.literal(about) + ")\n" + INDENT + "Secret " + component,
                "SECRET",
                "Secret.of(secret)",
                "",
                "any");
    }

    static Key text(String component, String about, String tested) {
        return new Key(
                component,
                "@Option(" + JavaText.literal(about) + ")\n" + INDENT + "String " + component,
                JavaText.literal(tested),
                JavaText.literal(tested),
                "",
                "any");
    }

    String key() {
        return KebabCase.ofComponent(component);
    }

    /** The environment variable that the pipeline file reads. */
    String variable() {
        return "__NAME___" + key().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    String pipelineLine() {
        return "    " + key() + ": \"${env:" + variable() + (pipeline.isEmpty() ? "" : ":-" + pipeline) + "}\"\n";
    }
}
