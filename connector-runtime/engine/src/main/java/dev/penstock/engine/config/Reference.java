package dev.penstock.engine.config;

import dev.penstock.engine.config.Binder.References;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A reference of another kind than {@code env} and {@code file}, as it stands in a config: <code>${kind:key}</code>.
 *
 * @param kind who knows the value: {@code aws-secret}
 * @param key which value
 */
public record Reference(String kind, String key) {
    /** All of them in those configs, in the order of the text, each once. */
    public static Set<Reference> in(Collection<? extends ConfigNode> configs) {
        Found found = new Found();
        for (ConfigNode config : configs) {
            collect(config, found);
        }
        return found.references;
    }

    private static void collect(ConfigNode node, Found found) {
        switch (node.kind()) {
            case TEXT -> {
                var unused = ReferenceText.resolve(((ConfigNode.Text) node).text(), found, false);
            }
            case LIST -> {
                for (ConfigNode item : ((ConfigNode.Listing) node).items()) {
                    collect(item, found);
                }
            }
            case MAPPING -> {
                for (ConfigNode value : ((ConfigNode.Mapping) node).entries().values()) {
                    collect(value, found);
                }
            }
            case NOTHING -> {}
        }
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "${" + kind + ":" + key + "}";
    }

    /** Writes down what it is asked for, so that there is one reader of references only. */
    private static final class Found implements References {
        private final Set<Reference> references = new LinkedHashSet<>();

        @Override
        public Optional<String> environment(String name) {
            return Optional.of(name);
        }

        @Override
        public Optional<String> file(String path) {
            return Optional.of(path);
        }

        @Override
        public Optional<Lookup> lookup(Reference reference) {
            references.add(reference);
            return Optional.of(new Lookup.Known(""));
        }
    }
}
