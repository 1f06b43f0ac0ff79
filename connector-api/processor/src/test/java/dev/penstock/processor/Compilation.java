package dev.penstock.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Runs javac with the processor on sources in memory. */
record Compilation(Path output, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("public (?:\\w+ )*(?:class|record|interface|enum) (\\w+)");

    /** Compiles sources of the package {@code test}; each begins with its imports. */
    static Compilation of(Path output, String... sources) {
        return of(output, List.of("-Apenstock.version=1.2.3"), sources);
    }

    static Compilation of(Path output, List<String> options, String... sources) {
        List<String> all = new ArrayList<>(options);
        String path = System.getProperty("java.class.path") + File.pathSeparator + output;
        all.addAll(List.of(
                "-d",
                output.toString(),
                "-classpath",
                path,
                "--release",
                "17",
                "-Xlint:all,-processing",
                "-parameters"));
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(new Source("package test;\n" + IMPORTS + source));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        var task = ToolProvider.getSystemJavaCompiler().getTask(null, null, found, all, null, files);
        task.setProcessors(List.of(new ConnectorProcessor()));
        task.call();
        return new Compilation(output, found.getDiagnostics());
    }

    String index() {
        try {
            return Files.readString(output.resolve(ConnectorProcessor.INDEX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The errors, each with the source line that it points to. */
    List<String> errors() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> line(diagnostic) + " <- " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
        try {
            return diagnostic
                    .getSource()
                    .getCharContent(true)
                    .toString()
                    .lines()
                    .skip(diagnostic.getLineNumber() - 1)
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String IMPORTS =
            """
            import dev.penstock.api.*; import dev.penstock.api.config.*; import dev.penstock.api.webhook.*;
            import java.net.URI; import java.nio.file.Path; import java.time.*; import java.util.*;
            import org.jspecify.annotations.Nullable;
            """;

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("memory:///test/" + name(code) + ".java"), Kind.SOURCE);
            this.code = code;
        }

        private static String name(String code) {
            Matcher type = PUBLIC_TYPE.matcher(code);
            return type.find() ? type.group(1) : "Other";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
