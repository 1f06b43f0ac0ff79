package dev.penstock.runtime.plugin;

import dev.penstock.api.Source;
import dev.penstock.host.ConnectorKind;
import dev.penstock.host.ConnectorKind.Direction;
import io.cloudevents.CloudEvent;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NonNull;

/** Makes a connector's jar: compiles sources against the API alone, and writes an index. */
public final class TestJar {
    private final String version;
    private final List<String> connectors = new ArrayList<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private String services = "";

    private TestJar(String version) {
        this.version = version;
    }

    /** A jar of that version, with an index. */
    public static TestJar version(String version) {
        return new TestJar(version);
    }

    /** Lets libraries implement a service for the connectors that are added from now on. */
    public TestJar services(String service) {
        services = '"' + service + '"';
        return this;
    }

    /** Adds a connector to the index; its config is the nested record {@code Config}. */
    public TestJar connector(String name, ConnectorKind kind, String className) {
        connectors.add(
                """
                {"name":"%s","kind":"%s","class":"%s","config":"%s$Config","summary":"A test's own",
                 "abilities":[],"services":[%s],"options":[{"key":"size"}],"schema":{"type":"object"}}"""
                        .formatted(name, kind.text(), className, className, services));
        return this;
    }

    /** Adds a class. */
    public TestJar source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    /** Adds a file, in place of the index if it is called so. */
    public TestJar file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** Adds a polling source whose {@code pending} is the given expression. */
    public TestJar measured(String name, String className, String expression) {
        return connector(name, ConnectorKind.POLLING_SOURCE, className)
                .source(
                        className,
                        """
                        package %s;
                        import dev.penstock.api.*;
                        public final class %s implements PollingSource, Measured {
                            public record Config() {}
                            public %s(Config config, SourceContext context) {}
                            public Polled poll(PollRequest request) { return Polled.nothing(java.time.Duration.ZERO); }
                            public java.util.OptionalLong pending() { return java.util.OptionalLong.of(%s); }
                            public void close() {}
                        }"""
                                .formatted(
                                        className.substring(0, className.lastIndexOf('.')),
                                        simple(className),
                                        simple(className),
                                        expression));
    }

    /** Writes the jar. */
    public Path write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
        compile(classes);
        files.putIfAbsent(
                Index.PATH,
                """
                {"format":1,"api":"1.0","version":"%s","connectors":[%s]}"""
                        .formatted(version, String.join(",", connectors)));
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                put(
                        zip,
                        classes.relativize(file).toString().replace(File.separatorChar, '/'),
                        Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        String classPath = Stream.of(Source.class, CloudEvent.class, NonNull.class)
                .map(type -> Path.of(uri(type)).toString())
                .collect(Collectors.joining(File.pathSeparator));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean good = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-Xlint:none"),
                        null,
                        sources.entrySet().stream()
                                .map(each -> new InMemory(each.getKey(), each.getValue()))
                                .toList())
                .call();
        if (!good) {
            throw new IllegalArgumentException(messages.toString());
        }
    }

    private static URI uri(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** The connector that is found, which must be there. */
    static Installed found(Plugins plugins, String reference, Direction direction) {
        Installed connector = plugins.find(reference, direction).connector();
        if (connector == null) {
            throw new AssertionError(plugins.find(reference, direction) + " " + plugins.problems());
        }
        return connector;
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String code;

        InMemory(String className, String code) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
