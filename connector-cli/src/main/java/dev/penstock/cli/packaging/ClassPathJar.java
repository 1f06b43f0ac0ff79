package dev.penstock.cli.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A jar without classes that only says where others lie: whoever has it on the class path has them, too. */
final class ClassPathJar {
    private ClassPathJar() {}

    /**
     * The content of the jar.
     *
     * @param jars paths, relative to the folder that the jar itself will be in
     */
    static FileTree of(Collection<String> jars) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                jars.stream().map(ClassPathJar::encoded).collect(Collectors.joining(" ")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            manifest.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new FileTree().add("META-INF/MANIFEST.MF", bytes.toByteArray());
    }

    /** A class path in a manifest is made of URLs, with a space between them. */
    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a jar cannot have the name " + path, e);
        }
    }
}
