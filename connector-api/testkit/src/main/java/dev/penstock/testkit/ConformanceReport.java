package dev.penstock.testkit;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.penstock.host.CodeDigest;
import dev.penstock.host.PluginJar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes {@code target/conformance.json} and a page of it, {@code target/conformance.md}: for each connector what passed, what
 * failed, and what did not apply and why. JUnit makes it; another directory is named by the configuration parameter {@code
 * penstock.conformance.directory}.
 */
public final class ConformanceReport implements TestWatcher, AfterAllCallback {
    private static final String DIRECTORY = "penstock.conformance.directory";
    private static final Namespace NAMESPACE = Namespace.create(ConformanceReport.class);
    private static final List<Class<?>> DRIVERS = List.of(SourceDriver.class, SinkDriver.class, StateStoreDriver.class);
    private static final List<Class<?>> OPTIONAL = List.of(
            PoisonConformance.class,
            SinkOutageConformance.class,
            SourceOutageConformance.class,
            StateStoreOutageConformance.class,
            UnreadableConformance.class);

    /** Made by JUnit. */
    public ConformanceReport() {}

    /** The results of one test class, by test. */
    private static final class Results {
        private final Map<String, String> passed = new TreeMap<>();
        private final Map<String, String> failed = new TreeMap<>();
        private final Map<String, String> notApplicable = new TreeMap<>();
        private String connector = "";
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        results(context).passed.put(name(context), "");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        results(context)
                .failed
                .put(name(context), String.valueOf(cause.getMessage()).strip());
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        results(context).notApplicable.put(name(context), reason(String.valueOf(cause.getMessage())));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        results(context).notApplicable.put(name(context), "disabled: " + reason.orElse("no reason given"));
    }

    private static String reason(String message) {
        return message.startsWith("not applicable: ") ? message.substring("not applicable: ".length()) : message;
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestMethod().getName();
    }

    private static Results results(ExtensionContext context) {
        Results results = context.getParent()
                .orElse(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Results.class, key -> new Results(), Results.class);
        synchronized (results) {
            context.getTestInstance().ifPresent(instance -> {
                if (instance instanceof Conformance driver) {
                    results.connector = driver.connector().getName();
                }
            });
        }
        return results;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Results results =
                context.getStore(NAMESPACE).getOrComputeIfAbsent(Results.class, key -> new Results(), Results.class);
        if (results.connector.isEmpty()) {
            return; // no test was run
        }
        Path directory = Path.of(context.getConfigurationParameter(DIRECTORY).orElse("target"));
        synchronized (ConformanceReport.class) {
            write(directory, context.getRequiredTestClass(), results);
        }
    }

    private static void write(Path directory, Class<?> test, Results results) throws IOException {
        Path file = Files.createDirectories(directory).resolve("conformance.json");
        List<Object> entries = new ArrayList<>();
        if (Files.exists(file) && JSON.std.anyFrom(file.toFile()) instanceof List<?> earlier) {
            earlier.stream()
                    .filter(each ->
                            !(each instanceof Map<?, ?> map) || !test.getName().equals(map.get("test")))
                    .forEach(entries::add);
        }
        entries.add(entry(test, results));
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).write(entries, file.toFile());
        Files.writeString(directory.resolve("conformance.md"), page(entries));
    }

    private static Map<String, Object> entry(Class<?> test, Results results) throws IOException {
        OPTIONAL.stream()
                .filter(guarantee -> !guarantee.isAssignableFrom(test) && suits(guarantee, test))
                .forEach(guarantee ->
                        results.notApplicable.put(guarantee.getSimpleName(), "the driver does not implement it"));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("connector", results.connector);
        entry.put("test", test.getName());
        try {
            Class<?> connector = Class.forName(results.connector, false, test.getClassLoader());
            entry.put("version", Index.of(connector).version());
            Path place = Path.of(connector
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(place)) {
                try (PluginJar jar = new PluginJar(place, test.getClassLoader())) {
                    entry.put("jar", "sha256:" + jar.sha256());
                }
            }
            List<String> packages = CodeDigest.packages(place);
            entry.put("packages", packages);
            entry.put("code", "sha256:" + CodeDigest.of(place, packages));
        } catch (ClassNotFoundException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        entry.put("passed", List.copyOf(results.passed.keySet()));
        entry.put("failed", results.failed);
        entry.put("not-applicable", results.notApplicable);
        return entry;
    }

    private static boolean suits(Class<?> guarantee, Class<?> test) {
        return DRIVERS.stream().anyMatch(kind -> kind.isAssignableFrom(guarantee) && kind.isAssignableFrom(test));
    }

    private static String page(List<Object> entries) {
        StringBuilder page = new StringBuilder(
                "# Conformance\n\n| Connector | Passed | Failed | Not applicable | Classes |\n|---|---|---|---|---|\n");
        for (Object each : entries) {
            if (each instanceof Map<?, ?> entry) {
                page.append("| `").append(entry.get("connector")).append("` | ");
                page.append(entry.get("passed") instanceof List<?> passed ? passed.size() : 0)
                        .append(" | ");
                page.append(cell(entry.get("failed"))).append(" | ");
                page.append(cell(entry.get("not-applicable"))).append(" | ");
                page.append(entry.get("version"))
                        .append(", `")
                        .append(entry.get("code"))
                        .append("` |\n");
            }
        }
        return page.toString();
    }

    private static String cell(@org.jspecify.annotations.Nullable Object results) {
        if (!(results instanceof Map<?, ?> map) || map.isEmpty()) {
            return "none";
        }
        List<String> lines = new ArrayList<>();
        map.forEach((name, why) -> lines.add(
                "`" + name + "`: " + String.valueOf(why).lines().findFirst().orElse("")));
        return String.join("<br>", lines);
    }
}
