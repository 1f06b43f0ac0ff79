package dev.penstock.runtime.plugin;

import dev.penstock.api.ConnectorContext;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * A connector that can be used: one entry of one jar's index.
 *
 * <p>Its classes are loaded when first needed. May be used by several threads.
 */
public final class Installed {
    private final IndexEntry index;
    private final String version;
    private final PluginJar jar;

    Installed(IndexEntry index, String version, PluginJar jar) {
        this.index = index;
        this.version = version;
        this.jar = jar;
    }

    /** What a pipeline file says after {@code connector:}. */
    public String name() {
        return index.name();
    }

    /** The version of its jar. */
    public String version() {
        return version;
    }

    /** Name and version: {@code file@1.2.0}. */
    public String reference() {
        return name() + "@" + version;
    }

    /** What it is. */
    public ConnectorKind kind() {
        return index.kind();
    }

    /** All that the index says about it. */
    public IndexEntry index() {
        return index;
    }

    /** The jar that holds it. */
    public Path jar() {
        return jar.path();
    }

    /** The SHA-256 of the jar in hex; computed by the first call, which reads the whole jar. */
    public String sha256() throws IOException {
        return jar.sha256();
    }

    /**
     * Its class, to ask which abilities it has.
     *
     * @throws ConnectorException when it cannot be loaded
     */
    public Class<?> type() {
        return load(index.className());
    }

    /**
     * Its config record.
     *
     * @throws ConnectorException when it cannot be loaded or is no record
     */
    public Class<? extends Record> configType() {
        Class<?> type = load(index.configName());
        if (!type.isRecord()) {
            throw unusable("its config " + index.configName() + " is not a record", null);
        }
        return type.asSubclass(Record.class);
    }

    /**
     * Builds the source; may block.
     *
     * @throws Exception what the constructor throws, or a {@link ConnectorException} when the jar is at fault
     */
    public Source source(Record config, SourceContext context) throws Exception {
        return build(Source.class, config, SourceContext.class, context);
    }

    /**
     * Builds the sink; may block.
     *
     * @throws Exception what the constructor throws, or a {@link ConnectorException} when the jar is at fault
     */
    public Sink sink(Record config, SinkContext context) throws Exception {
        return build(Sink.class, config, SinkContext.class, context);
    }

    private <T, C extends ConnectorContext> T build(Class<T> type, Record config, Class<C> contextType, C context)
            throws Exception {
        Class<?> implementation = type();
        if (!type.isAssignableFrom(implementation)) {
            throw unusable(index.className() + " is not a " + type.getSimpleName(), null);
        }
        try {
            Constructor<?> constructor = implementation.getConstructor(configType(), contextType);
            T built = PluginContext.in(
                    implementation.getClassLoader(), () -> type.cast(constructor.newInstance(config, context)));
            return PluginContext.wrap(type, built);
        } catch (NoSuchMethodException missing) {
            throw unusable(
                    index.className() + " has no public constructor ("
                            + configType().getSimpleName() + ", " + contextType.getSimpleName() + ")",
                    missing);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof LinkageError incomplete) {
                throw unusable("a class is missing or does not fit: " + incomplete.getMessage(), incomplete);
            }
            throw PluginContext.unwrap(thrown);
        }
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, false, jar.loader());
        } catch (ClassNotFoundException | IOException | LinkageError failure) {
            throw unusable("the class " + className + " cannot be loaded: " + failure, failure);
        }
    }

    private ConnectorException unusable(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ConnectorException(
                new Failure(
                        "connector-broken",
                        "the connector " + reference() + " cannot be used: " + what + "; build "
                                + jar.path().getFileName() + " again, with its dependencies inside",
                        Failure.Blame.INTERNAL,
                        Failure.Remedy.NONE),
                cause);
    }

    @Override
    public String toString() {
        return kind().text() + " " + reference();
    }
}
