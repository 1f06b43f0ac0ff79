package dev.penstock.testkit;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.api.config.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sound state store: entries in memory, by the name of their place. Broken ones override a step of it. */
@Connector(name = "entries", summary = "Keeps entries in memory")
public class EntriesStore implements StateStore, Checkable {
    private static final Map<String, Map<String, Entry>> PLACES = new ConcurrentHashMap<>();

    /** Where to keep them. */
    public record Config(@Option("The name of the place") String place) {}

    private final Map<String, Entry> entries;

    public EntriesStore(Config config, StateStoreContext context) {
        entries = PLACES.computeIfAbsent(config.place(), name -> new ConcurrentHashMap<>());
    }

    protected String key(String key) {
        return key;
    }

    protected String version(Change change) {
        return UUID.randomUUID().toString();
    }

    protected String text(String value) {
        return value;
    }

    protected boolean matches(@Nullable Entry stands, @Nullable String expected) {
        return stands == null ? expected == null : stands.version().equals(expected);
    }

    protected boolean over(Deadline deadline) {
        return deadline.remaining().isZero() || deadline.remaining().isNegative();
    }

    private void refuseWhenOver(Deadline deadline) {
        if (over(deadline)) {
            throw new ConnectorException(Failure.external("timeout", "no time is left; give the store more"));
        }
    }

    @Override
    public @Nullable Entry read(String key, Deadline deadline) {
        refuseWhenOver(deadline);
        return entries.get(key(key));
    }

    @Override
    public @Nullable String write(Change change, Deadline deadline) {
        refuseWhenOver(deadline);
        synchronized (entries) {
            if (!matches(entries.get(key(change.key())), change.expected())) {
                return null;
            }
            Entry written = new Entry(text(change.value()), version(change));
            entries.put(key(change.key()), written);
            return written.version();
        }
    }

    @Override
    public List<Check> check(Deadline deadline) {
        return List.of(Check.passed("memory", "there is room"));
    }

    @Override
    public void close() {}

    /** Drives it; it is enough to know the place. */
    @ExtendWith(Cases.OnlyByBrokenTests.class)
    abstract static class Driver implements StateStoreDriver {
        private final Class<?> connector;
        private final String place = UUID.randomUUID().toString();

        Driver(Class<?> connector) {
            this.connector = connector;
        }

        @Override
        public Class<?> connector() {
            return connector;
        }

        @Override
        public Map<String, Object> config() {
            return Map.of("place", place);
        }

        @Override
        public void remove(String key) {
            Map<String, Entry> entries = PLACES.get(place);
            if (entries != null) {
                entries.remove(key);
            }
        }

        @Override
        public Duration patience() {
            return Cases.patience(this);
        }
    }
}
