package dev.penstock.host;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one connector's jar: the JDK, the shared packages, and otherwise only what the jar and the
 * libraries added to it bring.
 *
 * <p>Its parent is the JDK's platform loader, so nothing else of Penstock's class path can be seen, and a library in the
 * jar never meets another version of itself. May be used by several threads.
 */
final class PluginLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    /** Libraries come first: a driver that the user adds is meant, also where the jar brings one of its own. */
    PluginLoader(Path jar, List<Path> libraries, ClassLoader host) throws MalformedURLException {
        super("connector " + jar.getFileName(), urls(jar, libraries), ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    private static URL[] urls(Path jar, List<Path> libraries) throws MalformedURLException {
        URL[] urls = new URL[libraries.size() + 1];
        for (int i = 0; i < libraries.size(); i++) {
            urls[i] = libraries.get(i).toUri().toURL();
        }
        urls[libraries.size()] = jar.toUri().toURL();
        return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return SharedPackages.contains(name) ? host.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(findResources(name)));
        found.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(found);
    }
}
