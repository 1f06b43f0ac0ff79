package dev.penstock.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector in the README is short, and compiles. */
final class ReadmeConnectorTests {
    private static final String IMPORTS =
            """
            import static java.nio.charset.StandardCharsets.UTF_8;
            import dev.penstock.api.*;
            import dev.penstock.api.config.*;
            import io.cloudevents.CloudEvent;
            import dev.penstock.toolkit.event.EventBuilder;
            import java.net.URI;
            import java.time.Duration;
            import java.util.List;
            """;

    @Test
    void theConnectorInTheReadmeCompiles(@TempDir Path output) throws IOException {
        Matcher snippet = Pattern.compile("(?s)```java\n(.*?)```").matcher(Checkout.read("README.md"));
        assertThat(snippet.find()).isTrue();
        String code = snippet.group(1);
        assertThat(code.lines().count()).isLessThanOrEqualTo(30);

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///GreetingSource.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return IMPORTS + code;
                    }
                };
        List<String> options = List.of("-proc:none", "-d", output.toString());
        try (var files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            compiler.getTask(null, files, found, options, null, List.of(source)).call();
        }
        assertThat(found.getDiagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }
}
