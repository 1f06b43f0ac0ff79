package dev.penstock.api.webhook;

import dev.penstock.api.config.DataSize;
import java.time.Duration;

/**
 * Where and how a webhook source listens.
 *
 * @param path absolute, without query: {@code /hooks/github}
 * @param verification how a request proves that it comes from the sender
 * @param respond when the sender is answered
 * @param remember how long delivery ids are remembered; zero turns deduplication off
 * @param maxBody larger bodies are answered 413
 */
public record Endpoint(String path, Verification verification, Respond respond, Duration remember, DataSize maxBody) {

    /** When the sender is answered. */
    public enum Respond {
        /** When every event of the request is durably delivered or dead-lettered. */
        AFTER_DELIVERED,
        /** As soon as the request is understood. A crash then loses what was answered: at most once. */
        IMMEDIATELY
    }
}
