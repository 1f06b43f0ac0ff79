package dev.penstock.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.api.Failure;
import dev.penstock.engine.PipelineEngine;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a function that reads a queue tells about itself: how much waits, how much is under way, and what it has done. Nobody invokes such a
 * function, so whoever asks for this also is its next try when it had to stop. Any thread may call.
 */
final class QueueReport {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final @Nullable PipelineEngine engine;
    private final InstantSource clock;
    private Instant tried = Instant.EPOCH;

    QueueReport(@Nullable PipelineEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** The report as a JSON object on one line. */
    String json() {
        PipelineEngine running = engine;
        if (running == null) {
            return "{}";
        }
        PipelineStatus status = running.status();
        tryAgain(running, status);
        PipelineMetrics metrics = running.metrics();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("state", status.state().name().toLowerCase(Locale.ROOT));
            if (metrics.pending() >= 0) {
                out.writeNumberField("pending", metrics.pending());
            }
            if (metrics.shares() > 0) {
                out.writeNumberField("shares", metrics.shares());
            }
            out.writeNumberField("inFlight", metrics.inFlight());
            out.writeNumberField("received", metrics.received());
            out.writeNumberField("settled", metrics.delivered() + metrics.skipped() + metrics.deadLettered());
            Failure failure = status.failure();
            if (failure != null) {
                out.writeStringField("message", failure.message());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Not at each question: whoever has to mend something needs longer than a second. */
    private synchronized void tryAgain(PipelineEngine running, PipelineStatus status) {
        Instant now = clock.instant();
        if (status.state() != PipelineStatus.State.HALTED) {
            tried = now;
        } else if (Duration.between(tried, now).compareTo(TRY_AGAIN) >= 0) {
            tried = now;
            running.resume();
        }
    }
}
