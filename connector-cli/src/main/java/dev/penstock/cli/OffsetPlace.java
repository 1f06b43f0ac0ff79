package dev.penstock.cli;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the offsets of stopped pipelines are. */
interface OffsetPlace {
    /**
     * An offset as it is stored.
     *
     * @param pipeline whose
     * @param partition of what
     * @param offset how far
     * @param savedAt when it was stored, where that is known
     */
    record Stored(String pipeline, Partition partition, Offset offset, @Nullable Instant savedAt) {}

    /** Those of one pipeline, or of all when the name is empty. */
    List<Stored> list(String pipeline) throws Exception;

    /** Sets one. */
    void set(String pipeline, Partition partition, Offset offset) throws Exception;

    /** Forgets those of a pipeline, and says how many there were. */
    int reset(String pipeline) throws Exception;
}
