package dev.penstock.serve.admin;

import dev.penstock.serve.FunctionSnapshot;
import dev.penstock.serve.FunctionSnapshot.InstanceSnapshot;
import dev.penstock.serve.FunctionSnapshot.LastScale;
import dev.penstock.serve.route.RequestStats.Counts;
import dev.penstock.serve.scale.Backlog;
import dev.penstock.serve.scale.Scaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's state as JSON values. */
final class FunctionJson {
    private FunctionJson() {}

    static Map<String, @Nullable Object> of(FunctionSnapshot function) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", function.name());
        json.put("kind", word(function.kind()));
        json.put("file", function.file());
        json.put("path", function.path());
        json.put("version", function.version());
        json.put("state", word(function.state()));
        json.put("trouble", function.trouble().isEmpty() ? null : function.trouble());
        json.put("wanted", function.wanted());
        json.put("ready", function.readyInstances());
        List<Map<String, @Nullable Object>> instances = new ArrayList<>();
        function.instances().forEach(each -> instances.add(of(each)));
        json.put("instances", instances);
        json.put("concurrency", function.concurrency());
        json.put("stableConcurrency", rounded(function.decision().stable()));
        json.put("recentConcurrency", rounded(function.decision().recent()));
        json.put("panicking", function.decision().panicking());
        json.put("queued", function.queued());
        json.put("backlog", of(function.backlog()));
        json.put("requests", of(function.counts()));
        json.put("scaling", of(function.scaling()));
        json.put("lastScale", of(function.lastScale()));
        return json;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, @Nullable Object> of(InstanceSnapshot instance) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", instance.number());
        json.put("pid", instance.pid());
        json.put("version", instance.version());
        json.put("state", instance.state());
        json.put("seconds", instance.seconds());
        json.put("inFlight", instance.inFlight());
        json.put("reason", instance.reason().isEmpty() ? null : instance.reason());
        return json;
    }

    private static Map<String, Object> of(Counts counts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("succeeded", counts.byClass().get(2) + counts.byClass().get(3));
        json.put("refusedByFunction", counts.byClass().get(4));
        json.put("failed", counts.byClass().get(5));
        json.put("turnedAway", counts.refused());
        json.put("repeated", counts.repeated());
        json.put("perSecond", rounded(counts.perSecond()));
        json.put("p50Seconds", counts.median());
        json.put("p99Seconds", counts.p99());
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> of(@Nullable Backlog backlog) {
        if (backlog == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("pending", backlog.pending().isPresent() ? backlog.pending().getAsLong() : null);
        json.put("inFlight", backlog.inFlight());
        json.put("shares", backlog.shares().isPresent() ? backlog.shares().getAsInt() : null);
        json.put("perSecond", rounded(backlog.perSecond()));
        return json;
    }

    private static Map<String, Object> of(Scaling scaling) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("min", scaling.min());
        json.put("max", scaling.max());
        json.put("target", scaling.target());
        json.put("idleSeconds", scaling.idle().toMillis() / 1e3);
        return json;
    }

    private static @Nullable Map<String, Object> of(@Nullable LastScale last) {
        if (last == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", last.at().toString());
        json.put("from", last.from());
        json.put("to", last.to());
        json.put("why", last.why());
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
