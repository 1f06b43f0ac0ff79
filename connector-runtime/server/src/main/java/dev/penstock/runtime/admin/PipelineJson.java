package dev.penstock.runtime.admin;

import dev.penstock.api.Failure;
import dev.penstock.engine.PipelineMetrics;
import dev.penstock.engine.PipelineStatus;
import dev.penstock.runtime.supervise.PipelineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline's state as JSON values. */
final class PipelineJson {
    private PipelineJson() {}

    static Map<String, @Nullable Object> of(PipelineSnapshot pipeline, Instant now) {
        PipelineStatus status = pipeline.status();
        PipelineMetrics metrics = pipeline.metrics();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", pipeline.name());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("ready", pipeline.isReady());
        json.put("source", pipeline.source());
        json.put("sink", pipeline.sink());
        json.put("since", status.since().toString());
        json.put("lastProgress", text(status.lastProgress()));
        json.put("failure", failure(status.failure()));
        json.put("failuresInARow", status.failures());
        json.put("retrying", status.retrying());
        json.put("inFlight", metrics.inFlight());
        json.put("inFlightBytes", metrics.inFlightBytes());
        json.put("pending", metrics.pending() < 0 ? null : metrics.pending());
        json.put("oldestUnsettledSeconds", oldest(metrics, now));
        json.put("counts", counts(metrics));
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Map<String, Object> failure(@Nullable Failure failure) {
        if (failure == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", failure.code());
        json.put("message", failure.message());
        json.put("blame", failure.blame().name().toLowerCase(Locale.ROOT));
        return json;
    }

    static double oldest(PipelineMetrics metrics, Instant now) {
        Instant since = metrics.oldestUnsettled();
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1e3);
    }

    private static Map<String, Object> counts(PipelineMetrics metrics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("received", metrics.received());
        json.put("delivered", metrics.delivered());
        json.put("skipped", metrics.skipped());
        json.put("rejected", metrics.rejected());
        json.put("retried", metrics.retried());
        json.put("deadLettered", metrics.deadLettered());
        json.put("duplicates", metrics.duplicates());
        return json;
    }
}
