package dev.penstock.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The jar of a sink that does what no connector should; made by the compiler, as an author's build makes it. */
final class PoisonJar {
    private static final String CODE =
            """
            package poison;

            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.concurrent.CountDownLatch;

            @Connector(name = "poison", summary = "Does what no connector should")
            public final class PoisonSink implements Sink {
                public enum How { LEAK, HANG, EXIT }

                public record Config(@Option("What it does") How how) {}

                private static final List<byte[]> LEAK = new ArrayList<>();
                private final Config config;

                public PoisonSink(Config config, SinkContext context) {
                    this.config = config;
                }

                @Override
                public Outcomes write(Batch batch) {
                    switch (config.how()) {
                        case LEAK -> LEAK.add(new byte[6 << 20]);
                        case HANG -> hang();
                        case EXIT -> System.exit(7);
                    }
                    return Outcomes.delivered(batch.size());
                }

                private static void hang() {
                    while (true) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException deaf) {
                            // it does not listen
                        }
                    }
                }

                @Override
                public void close() {}
            }
            """;

    private PoisonJar() {}

    /** Makes the jar in that new directory of plugins. */
    static void write(Path plugins) throws IOException {
        Path classes =
                Files.createTempDirectory(Files.createDirectories(plugins).getParent(), "classes");
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///poison/PoisonSink.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return CODE;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-processorpath", System.getProperty("java.class.path"), "--release", "17");
        boolean good = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(source))
                .call();
        assertThat(good).as(messages::toString).isTrue();
        try (OutputStream out = Files.newOutputStream(plugins.resolve("poison.jar"));
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
                jar.closeEntry();
            }
        }
    }
}
