package dev.penstock.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connector's jar: its digest and its class loader, each made when first asked for. May be used by several threads. */
public final class PluginJar implements Closeable {
    private final Path path;
    private final ClassLoader host;
    private final boolean apart;
    private final List<Path> libraries = new ArrayList<>();
    private @Nullable ClassLoader loader;
    private @Nullable String sha256;
    private boolean closed;

    /**
     * A jar; nothing is read yet.
     *
     * @param host what shared classes are taken from
     */
    public PluginJar(Path path, ClassLoader host) {
        this(path, host, true);
    }

    private PluginJar(Path path, ClassLoader host, boolean apart) {
        this.path = path;
        this.host = host;
        this.apart = apart;
    }

    /**
     * A jar whose classes another loader has, together with those of other jars.
     *
     * @param loader sees the jar and its libraries; whoever made it closes it
     */
    public static PluginJar within(ClassLoader loader, Path path) {
        return new PluginJar(path, loader, false);
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Puts a library on the class path; before the first class is loaded. */
    public synchronized void add(Path library) {
        libraries.add(library);
    }

    /** The libraries on its class path, in order. */
    public synchronized List<Path> libraries() {
        return List.copyOf(libraries);
    }

    synchronized ClassLoader loader() throws IOException {
        if (closed) {
            throw new IllegalStateException("the plugin directory is closed: " + path);
        }
        if (loader == null) {
            loader = apart ? new PluginLoader(path, libraries, host) : host;
        }
        return loader;
    }

    /** The SHA-256 of the file in hex; computed by the first call, which reads the whole file. */
    public synchronized String sha256() throws IOException {
        if (sha256 == null) {
            sha256 = digest(path);
        }
        return sha256;
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Closes the class loader; connectors that were built must be closed before. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (loader instanceof PluginLoader own) {
            own.close();
        }
    }
}
