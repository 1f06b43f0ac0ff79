package dev.penstock.connector.file;

import dev.penstock.api.config.DataSize;
import dev.penstock.api.config.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the sink begins a new file. The old one gets the time into its name: {@code events-20260131T235959.000Z.ndjson}.
 *
 * @param size how large a file may grow
 * @param age how old it may grow
 * @param keep how many old files stay
 */
public record Rotate(
        @Option(value = "Begin a new file rather than let it grow beyond this", example = "100MiB") @Nullable
                DataSize size,
        @Option(
                        value = "Begin a new file at the first event that comes this long after the file was begun",
                        example = "1h")
                @Nullable
                Duration age,
        @Option(value = "How many old files to keep, the oldest are deleted; 0 keeps all", fallback = "0", min = "0")
                int keep) {
    public Rotate {
        if (size == null && age == null) {
            throw new IllegalArgumentException("'rotate' needs a 'size' or an 'age'");
        }
    }
}
