package dev.penstock.function;

import dev.penstock.engine.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline, compiled for a function: which jars, which classes, which config. It stands in {@value #FILE} of the package, so
 * that a start neither parses YAML nor looks through jars.
 *
 * @param name the pipeline's name
 * @param shape what an invocation is
 * @param together whether one class loader may hold all connectors: none of their jars, nor the adapter's, has another version
 *     of a class in one of the others. Then what they share is loaded once, which makes a start faster
 * @param source the source; null for a trigger, which needs no code
 * @param sink the sink
 * @param deadLetter the sink for what cannot be delivered; null leaves it with the platform
 * @param state the store of its offsets and seen deliveries; null when it has none
 * @param stateSettings the other keys of the {@code state} block as they were written
 * @param delivery the {@code delivery} block as it was written, without the dead letter sink
 */
public record FunctionDefinition(
        String name,
        Shape shape,
        boolean together,
        @Nullable Part source,
        Part sink,
        @Nullable Part deadLetter,
        @Nullable Part state,
        ConfigNode.Mapping stateSettings,
        ConfigNode.Mapping delivery) {
    /** Where it stands in the package. */
    public static final String FILE = "penstock/function.json";

    /** The version of the file's form. */
    static final int FORMAT = 1;

    /** The same, with that said of its jars. */
    public FunctionDefinition together(boolean all) {
        return new FunctionDefinition(name, shape, all, source, sink, deadLetter, state, stateSettings, delivery);
    }

    /** Every block in which references may stand. */
    public List<ConfigNode.Mapping> configs() {
        List<ConfigNode.Mapping> configs = new ArrayList<>(List.of(delivery, stateSettings));
        for (Part part : parts()) {
            configs.add(part.config());
        }
        return configs;
    }

    /**
     * A connector with its config.
     *
     * @param connector its name
     * @param version the version of its jar
     * @param className its class
     * @param configName the class of its config record
     * @param jar its jar, relative to the package: {@code connectors/connector-http.jar}
     * @param libraries jars added to it, relative to the package
     * @param config its config as it was written: references are not resolved, so no secret is in it
     */
    public record Part(
            String connector,
            String version,
            String className,
            String configName,
            String jar,
            List<String> libraries,
            ConfigNode.Mapping config) {
        public Part {
            libraries = List.copyOf(libraries);
        }
    }

    /** Every connector in it. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Part part : new @Nullable Part[] {source, sink, deadLetter, state}) {
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }
}
