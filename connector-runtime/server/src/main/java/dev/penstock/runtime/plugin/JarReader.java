package dev.penstock.runtime.plugin;

import dev.penstock.runtime.plugin.Index.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the index of a jar, without loading a class of it. */
final class JarReader {
    private static final int LARGEST_INDEX = 8 << 20;

    private JarReader() {}

    /** The index, or nothing when the jar has none and so is a library. */
    static Optional<Index> read(Path jar) throws Unusable {
        if (!Files.isRegularFile(jar)) {
            throw new Unusable("there is no such file", "mend the path");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(Index.PATH);
            if (entry == null) {
                return Optional.empty();
            }
            Index index = Index.read(content(zip, entry));
            for (IndexEntry connector : index.connectors()) {
                requireClass(zip, connector.className());
                requireClass(zip, connector.configName());
            }
            return Optional.of(index);
        } catch (ZipException notZip) {
            throw new Unusable(
                    "it is not a jar, or a damaged one: " + notZip.getMessage(),
                    "copy or build it again, or remove it from the plugin directory");
        } catch (IOException unreadable) {
            throw new Unusable("it cannot be read: " + unreadable, "check the file's permissions and the disk");
        }
    }

    /** Whether the library implements the service, as {@link java.util.ServiceLoader} would see it. */
    static boolean offers(Path library, String service) {
        try (ZipFile zip = new ZipFile(library.toFile())) {
            return zip.getEntry("META-INF/services/" + service) != null;
        } catch (IOException unreadable) {
            return false; // it could be read a moment ago; a connector that needs it will say what it misses
        }
    }

    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException, Unusable {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(LARGEST_INDEX + 1);
            if (content.length > LARGEST_INDEX) {
                throw new Unusable("its index is larger than " + (LARGEST_INDEX >> 20) + " MiB", "build the jar again");
            }
            return content;
        }
    }

    private static void requireClass(ZipFile zip, String className) throws Unusable {
        if (zip.getEntry(className.replace('.', '/') + ".class") == null) {
            throw new Unusable(
                    "its index names the class " + className + ", which is not in the jar",
                    "build the jar again; if a tool minimizes it, keep this class");
        }
    }
}
