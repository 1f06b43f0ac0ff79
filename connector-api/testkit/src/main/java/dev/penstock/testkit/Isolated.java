package dev.penstock.testkit;

import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.api.SourceContext;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.engine.config.Binder.Bound;
import dev.penstock.host.JarConnector;
import dev.penstock.host.PluginJar;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The connector in a class loader of its own that sees the shared API only, built by the host. */
final class Isolated implements AutoCloseable {
    private final PluginJar jar;
    private final JarConnector connector;
    private final Class<?> type;

    private Isolated(PluginJar jar, JarConnector connector, Class<?> type) {
        this.jar = jar;
        this.connector = connector;
        this.type = type;
    }

    static Isolated of(Subject subject) throws URISyntaxException {
        PluginJar jar = new PluginJar(
                Path.of(subject.type()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                Isolated.class.getClassLoader());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            jar.add(Path.of(entry));
        }
        JarConnector connector = new JarConnector(
                subject.name(),
                "0",
                subject.type().getName(),
                subject.configType().getName(),
                jar);
        return new Isolated(jar, connector, subject.type());
    }

    AutoCloseable build(Map<String, Object> config, InstantSource clock) throws Exception {
        Bound<? extends Record> bound = ConfigText.bind(connector.configType(), config);
        Record record =
                Objects.requireNonNull(bound.value(), () -> "the driver's config() is refused: " + bound.problems());
        if (StateStore.class.isAssignableFrom(type)) {
            return connector.stateStore(record, new StateStoreContext("conformance", connector.reference(), clock));
        }
        return Sink.class.isAssignableFrom(type)
                ? connector.sink(record, new SinkContext("conformance", connector.reference(), clock))
                : connector.source(record, new SourceContext("conformance", connector.reference(), clock));
    }

    ClassLoader loader() {
        return connector.type().getClassLoader();
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
