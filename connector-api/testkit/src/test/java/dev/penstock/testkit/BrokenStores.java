package dev.penstock.testkit;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStoreContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State stores with one fault each. */
final class BrokenStores {
    private BrokenStores() {}

    /** Writes over whatever is there, as a plain put does. */
    public static class PutsBlindly extends EntriesStore {
        public PutsBlindly(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected boolean matches(@Nullable Entry stands, @Nullable String expected) {
            return true;
        }
    }

    /** Creates what somebody has removed, for whoever still has a version of it. */
    public static class RaisesTheDead extends EntriesStore {
        public RaisesTheDead(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected boolean matches(@Nullable Entry stands, @Nullable String expected) {
            return stands == null || super.matches(stands, expected);
        }
    }

    /** Takes the digest of the text for its version, as the ETags of many services are. */
    public static class VersionsByContent extends EntriesStore {
        public VersionsByContent(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected String version(Change change) {
            return "v" + change.value().hashCode();
        }
    }

    /** Keeps keys as a file system does that knows no case. */
    public static class KnowsNoCase extends EntriesStore {
        public KnowsNoCase(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected String key(String key) {
            return key.toLowerCase(Locale.ROOT);
        }
    }

    /** Keeps texts in a column that ends too early. */
    public static class CutsTexts extends EntriesStore {
        public CutsTexts(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected String text(String value) {
            return value.substring(0, Math.min(65_535, value.length()));
        }
    }

    /** Never looks at the deadline. */
    public static class IgnoresDeadlines extends EntriesStore {
        public IgnoresDeadlines(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        protected boolean over(Deadline deadline) {
            return false;
        }
    }

    /** Reads each entry once and believes it from then on. */
    public static class RemembersReads extends EntriesStore {
        private final Map<String, @Nullable Entry> read = new HashMap<>();

        public RemembersReads(Config config, StateStoreContext context) {
            super(config, context);
        }

        @Override
        public synchronized @Nullable Entry read(String key, Deadline deadline) {
            if (!read.containsKey(key)) {
                read.put(key, super.read(key, deadline));
            }
            return read.get(key);
        }
    }
}
