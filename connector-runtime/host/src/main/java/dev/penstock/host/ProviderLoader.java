package dev.penstock.host;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads the classes of one secret provider: the JDK, what it shares with Penstock, and otherwise only what its jars bring, so
 * that its libraries meet neither those of Penstock nor those of a platform. May be used by several threads.
 */
final class ProviderLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String HOST = "dev.penstock.host.";

    ProviderLoader(String name, List<Path> jars) throws MalformedURLException {
        super("secrets " + name, urls(jars), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean shared =
                SharedPackages.contains(name) || (name.startsWith(HOST) && name.lastIndexOf('.') < HOST.length());
        return shared ? ProviderLoader.class.getClassLoader().loadClass(name) : super.loadClass(name, resolve);
    }
}
