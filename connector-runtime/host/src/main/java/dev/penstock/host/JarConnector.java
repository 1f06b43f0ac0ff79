package dev.penstock.host;

import dev.penstock.api.ConnectorContext;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector in a jar: its classes, and instances of it.
 *
 * <p>Its classes are loaded when first needed. May be used by several threads.
 *
 * @param name what a pipeline file says after {@code connector:}
 * @param version the version of its jar
 * @param className its class
 * @param configName the class of its config record
 * @param jar the jar that holds it
 */
public record JarConnector(String name, String version, String className, String configName, PluginJar jar) {
    /** Name and version: {@code file@1.2.0}. */
    public String reference() {
        return name + "@" + version;
    }

    /**
     * Its class, to ask which abilities it has.
     *
     * @throws ConnectorException when it cannot be loaded
     */
    public Class<?> type() {
        return load(className);
    }

    /**
     * Its config record.
     *
     * @throws ConnectorException when it cannot be loaded or is no record
     */
    public Class<? extends Record> configType() {
        Class<?> type = load(configName);
        if (!type.isRecord()) {
            throw unusable("its config " + configName + " is not a record", null);
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

    /**
     * Builds the state store; may block.
     *
     * @throws Exception what the constructor throws, or a {@link ConnectorException} when the jar is at fault
     */
    public StateStore stateStore(Record config, StateStoreContext context) throws Exception {
        return build(StateStore.class, config, StateStoreContext.class, context);
    }

    /**
     * Whether the sink is {@link Idempotent} with this config.
     *
     * @throws ConnectorException when its class cannot be loaded
     */
    public boolean idempotent(Record config) {
        return Idempotent.class.isAssignableFrom(type()) && weakenedBy(config).isEmpty();
    }

    /** The setting that takes the ability away, or nothing where none does. */
    public static Optional<String> weakenedBy(Record config) {
        return config instanceof Idempotent.Depends depends ? depends.weakenedBy() : Optional.empty();
    }

    /**
     * Whether the connector needs the disk of the machine it runs on with this config: empty when it does not, otherwise the
     * setting that is the reason, or an empty text when it always does.
     *
     * @throws ConnectorException when its class cannot be loaded
     */
    public Optional<String> localDisk(Record config) {
        if (!LocalDisk.class.isAssignableFrom(type())) {
            return Optional.empty();
        }
        return config instanceof LocalDisk.Depends depends ? depends.tiedBy() : Optional.of("");
    }

    private <T, C extends ConnectorContext> T build(Class<T> type, Record config, Class<C> contextType, C context)
            throws Exception {
        Class<?> implementation = type();
        if (!type.isAssignableFrom(implementation)) {
            throw unusable(className + " is not a " + type.getSimpleName(), null);
        }
        try {
            Constructor<?> constructor = implementation.getConstructor(configType(), contextType);
            T built = PluginContext.in(
                    implementation.getClassLoader(), () -> type.cast(constructor.newInstance(config, context)));
            boolean weakened = built instanceof Idempotent && !idempotent(config);
            return PluginContext.wrap(type, built, weakened ? Set.of(Idempotent.class) : Set.of());
        } catch (NoSuchMethodException missing) {
            throw unusable(
                    className + " has no public constructor (" + configType().getSimpleName() + ", "
                            + contextType.getSimpleName() + ")",
                    missing);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof LinkageError incomplete) {
                throw unusable("a class is missing or does not fit: " + incomplete.getMessage(), incomplete);
            }
            throw PluginContext.unwrap(thrown);
        }
    }

    private Class<?> load(String wanted) {
        try {
            return Class.forName(wanted, false, jar.loader());
        } catch (ClassNotFoundException | IOException | LinkageError failure) {
            throw unusable("the class " + wanted + " cannot be loaded: " + failure, failure);
        }
    }

    private ConnectorException unusable(String what, @Nullable Throwable cause) {
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
        return reference();
    }
}
