package dev.penstock.connector.http;

import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.JsonPointer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A parameter by which the service leaves out what is older.
 *
 * @param parameter its name
 * @param pointer where in an item its value stands
 * @param start its value before any item was read
 * @param overlap how much earlier to ask
 */
public record Since(
        @Option(value = "Name of the query parameter, or " + Paging.IN_BODY, example = "since") String parameter,
        @Option(
                        value = "A JSON pointer into an item, to the time or number that is sent in the parameter",
                        example = "/updated_at")
                String pointer,
        @Option("What is sent before any item was read; nothing by default") @Nullable String start,
        @Option(
                        value = "Ask for this much before the latest time read, where items may appear late; what comes"
                                + " again is recognised",
                        fallback = "0s",
                        min = "0s")
                Duration overlap) {
    public Since {
        JsonPointer.parse(pointer);
    }
}
