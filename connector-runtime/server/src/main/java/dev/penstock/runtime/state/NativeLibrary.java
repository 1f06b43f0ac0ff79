package dev.penstock.runtime.state;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps one unpacked copy of SQLite's native library per version in the data directory.
 *
 * <p>The driver alone would unpack a new copy into the temporary directory at each start, and leave it there when the
 * process is killed.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Tells the driver where the copy is; if there can be none, the driver goes its own way. */
    static void provide(Path directory) {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath();
        String name = LibraryLoaderUtil.getNativeLibName();
        @Nullable URL packed = SQLiteJDBCLoader.class.getResource(resource + "/" + name);
        if (packed == null) {
            return;
        }
        try {
            String platform = resource.substring(resource.indexOf("native/") + "native/".length())
                    .replace('/', '-');
            Path home = directory.resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + platform);
            unpack(packed, home, name);
            System.setProperty(PATH, home.toString());
            System.setProperty("org.sqlite.tmpdir", home.toString());
        } catch (IOException e) {
            System.clearProperty(PATH); // the driver unpacks to the temporary directory instead
        }
    }

    private static void unpack(URL packed, Path home, String name) throws IOException {
        Path copy = home.resolve(name);
        URLConnection connection = packed.openConnection();
        connection.setUseCaches(true);
        if (Files.exists(copy) && Files.size(copy) == connection.getContentLengthLong()) {
            return;
        }
        Files.createDirectories(home);
        Path part = Files.createTempFile(home, "unpacking", null);
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
