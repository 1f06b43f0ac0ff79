package dev.penstock.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers of a directory, each with its jars in a folder of its own, and behind them those on the class path. Looked for by
 * the first question, once. May be used by several threads.
 */
final class SecretProviders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.penstock.secrets");

    private final @Nullable Path directory;
    private final List<ProviderLoader> loaders = new ArrayList<>();
    private @Nullable List<Installed> installed;

    SecretProviders(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * A provider.
     *
     * @param folder where its jars lie; null when it is on the class path
     */
    record Installed(SecretProvider provider, @Nullable Path folder) {}

    Optional<Installed> of(String kind) {
        return installed().stream()
                .filter(each -> each.provider().kinds().contains(kind))
                .findFirst();
    }

    List<String> kinds() {
        return installed().stream()
                .flatMap(each -> each.provider().kinds().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private synchronized List<Installed> installed() {
        if (installed == null) {
            List<Installed> found = new ArrayList<>();
            for (Path folder : entries(directory)) {
                if (Files.isDirectory(folder)) {
                    open(folder, found);
                }
            }
            add(SecretProvider.class.getClassLoader(), null, found);
            installed = List.copyOf(found);
        }
        return installed;
    }

    private void open(Path folder, List<Installed> found) {
        List<Path> jars = entries(folder).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
        try {
            ProviderLoader loader = new ProviderLoader(String.valueOf(folder.getFileName()), jars);
            loaders.add(loader);
            add(loader, folder, found);
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the secret provider in " + folder + " cannot be read", unreadable);
        }
    }

    /** One that is broken is told and left out; its kinds are then unknown, which names those that are left. */
    private static void add(ClassLoader loader, @Nullable Path folder, List<Installed> found) {
        try {
            for (SecretProvider provider : ServiceLoader.load(SecretProvider.class, loader)) {
                found.add(new Installed(provider, folder));
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            LOG.log(System.Logger.Level.WARNING, "a secret provider cannot be used, install it again: " + broken);
        }
    }

    private static List<Path> entries(@Nullable Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "secret providers cannot be looked for in " + directory, unreadable);
            return List.of();
        }
    }

    @Override
    public synchronized void close() {
        if (installed != null) {
            installed.forEach(each -> each.provider().close());
        }
        for (ProviderLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "the jars of a secret provider did not close in order", e);
            }
        }
        loaders.clear();
        installed = List.of();
    }
}
