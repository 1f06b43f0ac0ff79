package dev.penstock.runtime.pipeline;

import dev.penstock.api.ConnectorException;
import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.host.ConnectorKind.Direction;
import dev.penstock.runtime.plugin.Installed;
import dev.penstock.runtime.plugin.Lookup;
import dev.penstock.runtime.plugin.Plugins;
import org.jspecify.annotations.Nullable;

/** Finds the connector of a {@code source}, {@code sink} or {@code dead-letter} block and binds its config. */
final class ComponentCompiler {
    private final Plugins plugins;
    private final Binder binder;

    ComponentCompiler(Plugins plugins, Binder binder) {
        this.plugins = plugins;
        this.binder = binder;
    }

    /**
     * Compiles one block.
     *
     * @param block as it stands in the file; anything but a mapping has been reported by the binding of the file
     * @param bound the block as it was bound, or null if the file has errors elsewhere
     * @param path where the block stands
     * @return null when there is a problem
     */
    @Nullable
    Component compile(
            @Nullable ConfigNode block,
            PipelineFile.@Nullable Component bound,
            String path,
            Direction direction,
            FileProblems problems) {
        if (!(block instanceof ConfigNode.Mapping mapping)
                || !(mapping.get("connector") instanceof ConfigNode.Text written)) {
            return null;
        }
        String reference = bound == null ? written.text() : bound.connector();
        Lookup lookup = plugins.find(reference, direction);
        Installed connector = lookup.connector();
        if (connector == null) {
            problems.error(written.at(), path + ".connector", lookup.message(), lookup.fix());
            return null;
        }
        ConfigNode.Mapping config = config(mapping, written);
        if (config == null) {
            return null;
        }
        try {
            connector.code().type(); // a class that cannot be loaded is told here, not when the pipeline starts
            return bind(connector, connector.code().configType(), config, path + ".config", problems);
        } catch (ConnectorException broken) {
            problems.error(written.at(), path + ".connector", broken.failure().message(), "");
            return null;
        } catch (IllegalStateException | LinkageError unbindable) {
            problems.error(
                    written.at(),
                    path + ".connector",
                    "the config of the connector " + connector.reference() + " cannot be bound: " + unbindable,
                    "this is a mistake in the connector; report it to its author");
            return null;
        }
    }

    private <R extends Record> @Nullable Component bind(
            Installed connector, Class<R> type, ConfigNode.Mapping config, String path, FileProblems problems) {
        Binder.Bound<R> bound = binder.bind(type, config, path);
        problems.addAll(bound.problems());
        return bound.value() == null ? null : new Component(connector, bound.value());
    }

    private static @Nullable Mapping config(ConfigNode.Mapping block, ConfigNode.Text connector) {
        ConfigNode config = block.get("config");
        if (config == null || config.kind() == ConfigNode.Kind.NOTHING) {
            return ConfigNode.Mapping.empty(connector.at());
        }
        return config instanceof ConfigNode.Mapping mapping ? mapping : null;
    }
}
