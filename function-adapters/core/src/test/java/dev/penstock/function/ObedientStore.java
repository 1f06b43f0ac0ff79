package dev.penstock.function;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.api.config.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps texts as files of a directory, each behind the number of its version; for one process. */
public final class ObedientStore implements StateStore {
    /**
     * Its config.
     *
     * @param directory the directory; while a file {@code down} is in it, every call fails
     */
    public record Config(@Option("The directory") String directory) {}

    private final Path directory;

    /** Opens nothing. */
    public ObedientStore(Config config, StateStoreContext context) {
        this.directory = Path.of(config.directory());
    }

    @Override
    public @Nullable Entry read(String key, Deadline deadline) throws IOException {
        synchronized (lock()) {
            checkUp();
            Path file = file(key);
            if (!Files.exists(file)) {
                return null;
            }
            String[] parts = Files.readString(file).split("\n", 2);
            return new Entry(parts[1], parts[0]);
        }
    }

    @Override
    public @Nullable String write(Change change, Deadline deadline) throws IOException {
        synchronized (lock()) {
            Entry present = read(change.key(), deadline);
            if (!Objects.equals(present == null ? null : present.version(), change.expected())) {
                return null;
            }
            String version = String.valueOf(present == null ? 1 : Long.parseLong(present.version()) + 1);
            Files.createDirectories(directory);
            Path fresh = directory.resolve("fresh");
            Files.writeString(fresh, version + "\n" + change.value());
            Files.move(fresh, file(change.key()), StandardCopyOption.ATOMIC_MOVE);
            return version;
        }
    }

    private void checkUp() throws IOException {
        if (Files.exists(directory.resolve("down"))) {
            throw new IOException("the store is down");
        }
    }

    private Path file(String key) {
        return directory.resolve(key.replace('/', '!'));
    }

    /** The same for every class loader of this process. */
    private Object lock() {
        return ("obedient " + directory).intern();
    }

    @Override
    public void close() {}
}
