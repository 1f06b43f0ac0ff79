package dev.penstock.function;

import dev.penstock.engine.config.ConfigNode;
import dev.penstock.engine.config.ConfigNode.Location;
import dev.penstock.engine.config.ConfigNode.Mapping;
import dev.penstock.function.FunctionDefinition.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** A package of a function with the obedient connectors, laid out as packaging lays it out. */
public final class TestPackage {
    private static final List<Class<?>> CLASSES = List.of(
            ObedientSink.class,
            ObedientSink.Config.class,
            ObedientHook.class,
            ObedientHook.Config.class,
            ObedientNumbers.class,
            ObedientNumbers.Config.class,
            ObedientStore.class,
            ObedientStore.Config.class);

    private final Path home;
    private final Map<String, String> sink = new LinkedHashMap<>();
    private final Map<String, ConfigNode> delivery = new LinkedHashMap<>();
    private @Nullable Path deadLetters;
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Map<String, String> state = new LinkedHashMap<>();
    private @Nullable String hook;
    private boolean together;

    /** A package below that directory. */
    public TestPackage(Path directory) {
        this.home = directory.resolve("function");
        sink.put("path", directory.resolve("delivered").toString());
    }

    /** Sets a key of the sink's config. */
    public TestPackage sink(String key, String value) {
        sink.put(key, value);
        return this;
    }

    /** After so many attempts an event is given up; pauses are short. */
    public TestPackage attempts(int most) {
        delivery.put(
                "retry",
                mapping(Map.of("max-attempts", Integer.toString(most), "initial-delay", "1ms", "max-delay", "5ms")));
        return this;
    }

    /** What cannot be delivered goes to that file. */
    public TestPackage deadLetters(Path file) {
        deadLetters = file;
        return this;
    }

    /** The function is a webhook on that path. */
    public TestPackage hook(String path) {
        hook = path;
        return this;
    }

    /** The function polls numbers up to that one, and keeps its state in that directory. */
    public TestPackage numbers(int last, Path directory) {
        numbers.put("last", Integer.toString(last));
        return state(directory);
    }

    /** Sets a key of the numbers' config. */
    public TestPackage numbers(String key, String value) {
        numbers.put(key, value);
        return this;
    }

    /** State is kept in that directory, with short leases. */
    public TestPackage state(Path directory) {
        state.put("directory", directory.toString());
        return this;
    }

    /** One class loader holds its jars. */
    public TestPackage together() {
        together = true;
        return this;
    }

    /** Writes it, and returns its directory. */
    public Path write() {
        try {
            Files.createDirectories(home.resolve("connectors"));
            Files.createDirectories(home.resolve("penstock"));
            try (JarOutputStream jar =
                    new JarOutputStream(Files.newOutputStream(home.resolve("connectors/obedient.jar")))) {
                for (Class<?> type : CLASSES) {
                    String name = type.getName().replace('.', '/') + ".class";
                    jar.putNextEntry(new JarEntry(name));
                    try (InputStream bytes =
                            Objects.requireNonNull(type.getClassLoader()).getResourceAsStream(name)) {
                        Objects.requireNonNull(bytes).transferTo(jar);
                    }
                }
            }
            FunctionDefinition definition = new FunctionDefinition(
                    "test",
                    shape(),
                    together,
                    source(),
                    part(ObedientSink.class, ObedientSink.Config.class, sink),
                    deadLetters == null
                            ? null
                            : part(
                                    ObedientSink.class,
                                    ObedientSink.Config.class,
                                    Map.of("path", deadLetters.toString())),
                    state.isEmpty() ? null : part(ObedientStore.class, ObedientStore.Config.class, state),
                    mapping(state.isEmpty() ? Map.of() : Map.of("lease", "2s")),
                    new Mapping(delivery, Map.of(), Location.NOWHERE));
            Files.write(home.resolve(FunctionDefinition.FILE), DefinitionFile.write(definition));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shape shape() {
        return !numbers.isEmpty() ? Shape.POLLING : hook == null ? Shape.TRIGGER : Shape.WEBHOOK;
    }

    private @Nullable Part source() {
        if (!numbers.isEmpty()) {
            return part(ObedientNumbers.class, ObedientNumbers.Config.class, numbers);
        }
        return hook == null ? null : part(ObedientHook.class, ObedientHook.Config.class, Map.of("path", hook));
    }

    /** The ids that were delivered, in order. */
    public List<String> delivered() {
        try {
            Path file = Path.of(Objects.requireNonNull(sink.get("path")));
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Part part(Class<?> type, Class<?> config, Map<String, String> values) {
        return new Part(
                "obedient",
                "1",
                type.getName(),
                config.getName(),
                "connectors/obedient.jar",
                List.of(),
                mapping(values));
    }

    private static Mapping mapping(Map<String, String> values) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, new ConfigNode.Text(value, Location.NOWHERE)));
        return new Mapping(entries, Map.of(), Location.NOWHERE);
    }
}
