package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.api.Measured;
import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.FunctionDefinition.Part;
import dev.penstock.host.ConnectorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a source that polls goes to none and back, where the pipeline's {@code scaling} block says {@code min: 0}: by a query of
 * KEDA, by the clock, or by a small scaler that stays up and looks for the others. It has one pod at most: the position has one
 * owner.
 */
final class PolledScaling {
    /** A source that cannot count is looked at so seldom that a clock does as well as a scaler. */
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final FunctionPlan plan;
    private final PipelineFile.Scaling scaling;
    private final Optional<PostgresBacklog> query;

    private PolledScaling(FunctionPlan plan, PipelineFile.Scaling scaling) {
        this.plan = plan;
        this.scaling = scaling;
        this.query = PostgresBacklog.of(plan);
    }

    /** What scales a pipeline; empty where one pod stays. */
    static Optional<PolledScaling> of(FunctionPlan plan) {
        return plan.pipeline()
                .scaling()
                .filter(scaling -> scaling.min() == 0 && scaling.max() > 0)
                .filter(scaling -> plan.pipeline().source().kind() == ConnectorKind.POLLING_SOURCE)
                .map(scaling -> new PolledScaling(plan, scaling));
    }

    private boolean byClock() {
        Part source = plan.definition().source();
        return query.isEmpty()
                && source != null
                && !Measured.class.isAssignableFrom(
                        plan.pipeline().source().code().type())
                && PollSchedule.interval(source.config())
                        .filter(interval -> interval.compareTo(SELDOM) >= 0)
                        .isPresent();
    }

    /** Whether a scaler of its own looks for it, which the package then holds. */
    boolean byScaler() {
        return query.isEmpty() && !byClock();
    }

    /** What deploys it besides the pods. */
    List<Map<String, Object>> documents(String file) {
        List<Map<String, Object>> documents = new ArrayList<>();
        query.ifPresent(found -> documents.add(found.authentication()));
        if (byScaler()) {
            ScalerManifests scaler = new ScalerManifests(plan);
            documents.add(scaler.deployment(file));
            documents.add(scaler.service());
        }
        documents.add(scaledObject());
        return documents;
    }

    private Map<String, Object> scaledObject() {
        Map<String, Object> spec = map(
                "scaleTargetRef",
                map("name", KubernetesNames.dnsName(plan)),
                "minReplicaCount",
                0,
                "maxReplicaCount",
                1,
                "cooldownPeriod",
                scaling.idle().toSeconds());
        if (!byClock()) {
            // who cannot be asked may have work: rather a pod too many than work that waits
            spec.put("fallback", map("failureThreshold", 3, "replicas", 1));
        }
        spec.put("triggers", List.of(trigger()));
        return map(
                "apiVersion",
                "keda.sh/v1alpha1",
                "kind",
                "ScaledObject",
                "metadata",
                map("name", KubernetesNames.dnsName(plan)),
                "spec",
                spec);
    }

    private Map<String, Object> trigger() {
        if (query.isPresent()) {
            return query.get().trigger(scaling.target());
        }
        if (byClock()) {
            PollSchedule schedule = PollSchedule.of(plan);
            return map(
                    "type",
                    "cron",
                    "metadata",
                    map(
                            "timezone",
                            "UTC",
                            "start",
                            schedule.cron(),
                            "end",
                            schedule.cronLater(),
                            "desiredReplicas",
                            "1"));
        }
        return map(
                "type",
                "external-push",
                "metadata",
                map(
                        "scalerAddress",
                        KubernetesNames.scalerName(plan) + ":" + ScalerManifests.PORT,
                        "pipeline",
                        plan.name(),
                        "target",
                        Integer.toString(scaling.target()),
                        "activation",
                        "0"));
    }

    /** How it scales, in words. */
    String readme() {
        String how = query.isPresent()
                ? "KEDA (2.12 or newer) starts a pod while its query finds rows behind the position that is kept in the same database."
                : byClock()
                        ? "KEDA (2.12 or newer) starts a pod by the clock, as often as the source's `interval` says, for 5 minutes each"
                                + " time; what is not done by then goes on the next time."
                        : "KEDA (2.12 or newer) starts a pod while the scaler, `" + KubernetesNames.scalerName(plan)
                                + "`, sees work. The scaler is a pod of the same image that stays up; one can look for many"
                                + " pipelines, with `penstock scaler` and a folder of them.";
        return how + " There is one pod at most, which has the lease in the `state` store.";
    }
}
