package dev.penstock.testkit;

import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorContext;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.Source;
import dev.penstock.api.SourceContext;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.engine.config.Binder.Bound;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.Map;

/** The connector under test as a class: its constructor, its config record, and how to build it as a host does. */
final class Subject {
    private final Class<?> type;
    private final Constructor<?> constructor;

    private Subject(Class<?> type, Constructor<?> constructor) {
        this.type = type;
        this.constructor = constructor;
    }

    static Subject of(Class<?> type) {
        for (Constructor<?> each : type.getConstructors()) {
            Class<?>[] parameters = each.getParameterTypes();
            if (parameters.length == 2 && parameters[0].isRecord() && parameters[1] == context(type)) {
                return new Subject(type, each);
            }
        }
        throw new AssertionError(type.getName() + " has no public constructor (a config record, "
                + context(type).getSimpleName() + "); see the package dev.penstock.api");
    }

    private static Class<?> context(Class<?> type) {
        if (Sink.class.isAssignableFrom(type)) {
            return SinkContext.class;
        }
        if (Source.class.isAssignableFrom(type)) {
            return SourceContext.class;
        }
        if (StateStore.class.isAssignableFrom(type)) {
            return StateStoreContext.class;
        }
        throw new AssertionError(
                type.getName() + " is no connector: it implements none of the kinds of dev.penstock.api");
    }

    Class<?> type() {
        return type;
    }

    String name() {
        Connector annotation = type.getAnnotation(Connector.class);
        return annotation == null ? type.getSimpleName() : annotation.name();
    }

    Class<? extends Record> configType() {
        return constructor.getParameterTypes()[0].asSubclass(Record.class);
    }

    Bound<? extends Record> bind(Map<String, ?> config) {
        return ConfigText.bind(configType(), config);
    }

    /** The config that the driver says works. */
    Record config(Map<String, ?> config) {
        Bound<? extends Record> bound = bind(config);
        if (bound.value() == null) {
            throw new AssertionError(
                    "the driver's config() is no config of " + type.getName() + ": " + bound.problems());
        }
        return bound.value();
    }

    ConnectorContext context(InstantSource clock) {
        String reference = name() + "@0";
        if (Sink.class.isAssignableFrom(type)) {
            return new SinkContext("conformance", reference, clock);
        }
        return Source.class.isAssignableFrom(type)
                ? new SourceContext("conformance", reference, clock)
                : new StateStoreContext("conformance", reference, clock);
    }

    AutoCloseable build(Record config, ConnectorContext context) throws Exception {
        try {
            return (AutoCloseable) constructor.newInstance(config, context);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw thrown;
        }
    }
}
