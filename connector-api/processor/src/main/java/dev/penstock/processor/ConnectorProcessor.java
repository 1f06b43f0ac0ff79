package dev.penstock.processor;

import dev.penstock.api.ApiVersion;
import dev.penstock.api.Connector;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes {@code META-INF/penstock/connectors.json}: every connector of the jar with its options and JSON Schema.
 *
 * <p>Called by javac, on its thread. What could not be bound or documented is a compile error at the element at fault.
 * The same sources give the same bytes. The version comes from {@code -Apenstock.version=…}.
 */
@SupportedAnnotationTypes("dev.penstock.api.Connector")
@SupportedOptions(ConnectorProcessor.VERSION)
public final class ConnectorProcessor extends AbstractProcessor {
    static final String INDEX = "META-INF/penstock/connectors.json";
    static final String VERSION = "penstock.version";

    private final Map<String, ConnectorEntry> entries = new TreeMap<>();
    private final List<Element> origins = new ArrayList<>();
    private final Set<String> sources = new HashSet<>();
    private final Set<String> read = new HashSet<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        round.getRootElements().forEach(root -> sources.add(root.toString()));
        for (Element element : round.getElementsAnnotatedWith(Connector.class)) {
            read((TypeElement) element);
        }
        if (round.processingOver() && !round.errorRaised() && !entries.isEmpty()) {
            EarlierIndex.classes(processingEnv.getFiler()).forEach(this::keep);
            write();
        }
        return false;
    }

    /** A connector that exists still but is not compiled this time, as in an editor. */
    private void keep(String binaryName) {
        String name = binaryName.replace('$', '.');
        TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
        if (type != null && type.getAnnotation(Connector.class) != null && !read.contains(name)) {
            read(type);
        }
    }

    private void read(TypeElement type) {
        origins.add(type);
        read.add(type.getQualifiedName().toString());
        new ConnectorReader(processingEnv, type, new Nullness(processingEnv, sources))
                .read()
                .ifPresent(entry -> add(entry, type));
    }

    private void add(ConnectorEntry entry, TypeElement type) {
        ConnectorEntry other = entries.put(entry.kind().place() + " " + entry.name(), entry);
        if (other != null) {
            new Refusals(processingEnv.getMessager(), type)
                    .refuse(
                            type,
                            "the " + entry.kind().place() + " '" + entry.name() + "' is also " + other.type()
                                    + "; give one of them another name");
        }
    }

    private void write() {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("format", 1);
        index.put("api", ApiVersion.CURRENT.toString());
        index.put(
                "version",
                Optional.ofNullable(processingEnv.getOptions().get(VERSION)).orElse("0.0.0"));
        index.put(
                "connectors",
                entries.values().stream()
                        .sorted(Comparator.comparing(ConnectorEntry::name).thenComparing(ConnectorEntry::kind))
                        .map(ConnectorEntry::json)
                        .toList());
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", INDEX, origins.toArray(Element[]::new))
                .openWriter()) {
            out.write(Json.write(index));
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "the index " + INDEX + " cannot be written: " + e);
        }
    }
}
