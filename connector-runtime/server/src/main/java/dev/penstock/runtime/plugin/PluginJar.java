package dev.penstock.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A connector's jar: its digest and its class loader, each made when first asked for. May be used by several threads. */
final class PluginJar implements AutoCloseable {
    private final Path path;
    private final ClassLoader host;
    private @Nullable PluginLoader loader;
    private @Nullable String sha256;
    private boolean closed;

    PluginJar(Path path, ClassLoader host) {
        this.path = path;
        this.host = host;
    }

    Path path() {
        return path;
    }

    synchronized ClassLoader loader() throws IOException {
        if (closed) {
            throw new IllegalStateException("the plugin directory is closed: " + path);
        }
        if (loader == null) {
            loader = new PluginLoader(path, host);
        }
        return loader;
    }

    synchronized String sha256() throws IOException {
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

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (loader != null) {
            loader.close();
        }
    }
}
