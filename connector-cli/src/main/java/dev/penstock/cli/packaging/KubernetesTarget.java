package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.KubernetesNames.dnsName;
import static dev.penstock.cli.packaging.YamlTree.map;

import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.FunctionDefinition;
import dev.penstock.function.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Kubernetes with KEDA: a webhook, or what is sent events, as a function that listens; a source that polls or holds on to a queue
 * as {@code penstock run}, which needs nobody to invoke it.
 */
final class KubernetesTarget implements Target {
    private static final PipelineFile.Scaling UNSAID = new PipelineFile.Scaling(0, 10, 8, Duration.ofMinutes(1));

    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public String summary() {
        return "Kubernetes with KEDA: a function that listens, or the runtime for sources that poll or hold on to a queue";
    }

    @Override
    public String adapter() {
        return "http";
    }

    /** The runtime's jars are beside the functions. */
    @Override
    public String adapter(FunctionPlan plan) {
        return listens(plan) ? adapter() : "../lib";
    }

    @Override
    public boolean holdsScaler(FunctionPlan plan) {
        return PolledScaling.of(plan).filter(PolledScaling::byScaler).isPresent();
    }

    @Override
    public boolean bringsEvents() {
        return true;
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>(KubernetesNames.refusals(plan));
        if (listens(plan)) {
            refusals.addAll(new HttpTarget().refusals(plan));
        } else {
            refusals.addAll(disk(plan));
            refusals.addAll(KedaTrigger.refusals(plan));
        }
        return refusals;
    }

    /** I3: the disk of a pod is gone with it. */
    private static List<String> disk(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>();
        if (plan.pipeline().deadLetter().isEmpty()) {
            refusals.add(
                    "delivery.dead-letter: missing, and dead letters would lie on the disk of a pod, which is gone with it;"
                            + " name a sink for them");
        }
        if (polls(plan) && plan.pipeline().state().isEmpty()) {
            refusals.add(
                    "state: missing, and the position of "
                            + plan.pipeline().source().name()
                            + " would lie on the disk of a pod, which is gone with it; name a store, 'connector: jdbc' for one");
        }
        for (String kept : plan.pipeline().localDisk()) {
            refusals.add(kept + ", and the disk of a pod is gone with it; use a store that outlives it");
        }
        return refusals;
    }

    private static boolean listens(FunctionPlan plan) {
        return plan.shape() != Shape.POLLING;
    }

    private static boolean polls(FunctionPlan plan) {
        return plan.pipeline().source().kind() == dev.penstock.host.ConnectorKind.POLLING_SOURCE;
    }

    private static PipelineFile.Scaling scaling(FunctionPlan plan) {
        return plan.pipeline().scaling().orElse(UNSAID);
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        if (listens(plan)) {
            output.addAll("function", function).add("Dockerfile", HttpTarget.dockerfile());
        } else {
            for (String path : function.paths()) {
                if (!path.equals(FunctionDefinition.FILE)) {
                    output.add("penstock/" + path, function, path);
                }
            }
            output.add("penstock/pipelines/" + file(plan), plan.pipeline().file())
                    .add("Dockerfile", dockerfile(plan));
        }
        output.add("kubernetes.yaml", manifests(plan)).add("README.md", readme(plan));
    }

    /** Its name is the pipeline's, for a file that says none is named by it. */
    private static String file(FunctionPlan plan) {
        return plan.name() + (plan.pipeline().file().toString().endsWith(".json") ? ".json" : ".yaml");
    }

    private static String dockerfile(FunctionPlan plan) {
        return """
                FROM eclipse-temurin:21-jre
                WORKDIR /penstock
                COPY penstock/ .
                USER 65532
                EXPOSE 9090
                ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Dpenstock.home=/penstock", "-cp", "lib/connector-cli.jar", \
                "dev.penstock.cli.PenstockCommand", "run", "pipelines/%s", "--data-dir", "/data", "--admin", "0.0.0.0:9090", \
                "--log-format", "json"]
                """
                .formatted(file(plan));
    }

    private static String manifests(FunctionPlan plan) {
        List<Map<String, Object>> documents = new ArrayList<>();
        documents.add(deployment(plan));
        documents.add(service(plan));
        Optional<PolledScaling> polled = PolledScaling.of(plan);
        if (!polls(plan)) {
            documents.add(scaledObject(plan));
        } else if (polled.isPresent()) {
            documents.addAll(polled.get().documents(file(plan)));
        }
        if (SinkBindings.bound(plan)) {
            documents.add(SinkBindings.of(dnsName(plan)));
        }
        return "# Written by 'penstock package'. Deploy it with: kubectl apply -f kubernetes.yaml\n"
                + documents.stream().map(YamlTree::write).collect(Collectors.joining("---\n"));
    }

    private static Map<String, Object> deployment(FunctionPlan plan) {
        String name = dnsName(plan);
        Map<String, Object> pod = map("terminationGracePeriodSeconds", 15, "containers", List.of(container(plan)));
        if (!listens(plan)) {
            pod.put("volumes", List.of(map("name", "data", "emptyDir", map()), map("name", "tmp", "emptyDir", map())));
        }
        Map<String, Object> spec = map(
                "selector",
                map("matchLabels", map("app", name)),
                "template",
                map("metadata", map("labels", map("app", name)), "spec", pod));
        if (polls(plan) && PolledScaling.of(plan).isEmpty()) {
            // one at a time reads a table or an API; with scaling.min of 2, another stands by for the lease
            spec.put("replicas", Math.max(1, Math.min(2, scaling(plan).min())));
        }
        return map(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                map("name", name, "labels", map("app", name)),
                "spec",
                spec);
    }

    private static Map<String, Object> container(FunctionPlan plan) {
        int port = port(plan);
        Map<String, Object> container = map(
                "name",
                "penstock",
                "image",
                dnsName(plan) + ":latest",
                "ports",
                List.of(map("containerPort", port)),
                "readinessProbe",
                map("httpGet", map("path", "/health/ready", "port", port)),
                "livenessProbe",
                map("httpGet", map("path", "/health/live", "port", port), "initialDelaySeconds", 10),
                "resources",
                map("requests", map("cpu", "250m", "memory", "256Mi"), "limits", map("memory", "512Mi")),
                "securityContext",
                map("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "runAsNonRoot", true));
        List<Object> environment = new ArrayList<>();
        variables(plan).forEach(variable -> environment.add(KubernetesNames.variable(plan, variable)));
        if (!listens(plan)) {
            container.put(
                    "volumeMounts",
                    List.of(map("name", "data", "mountPath", "/data"), map("name", "tmp", "mountPath", "/tmp")));
        }
        if (!environment.isEmpty()) {
            container.put("env", environment);
        }
        return container;
    }

    /** I7: values are in a secret, never here; but for one that the SinkBinding sets. */
    private static SortedSet<String> variables(FunctionPlan plan) {
        SortedSet<String> variables = new TreeSet<>(plan.variables());
        if (SinkBindings.bound(plan)) {
            variables.remove(SinkBindings.SINK);
        }
        if (!listens(plan)) {
            variables.add(KubernetesNames.ADMIN_TOKEN);
        }
        return variables;
    }

    private static int port(FunctionPlan plan) {
        return listens(plan) ? 8080 : 9090;
    }

    private static Map<String, Object> service(FunctionPlan plan) {
        return map(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                map("name", dnsName(plan)),
                "spec",
                map(
                        "selector",
                        map("app", dnsName(plan)),
                        "ports",
                        List.of(map("port", listens(plan) ? 80 : port(plan), "targetPort", port(plan)))));
    }

    private static Map<String, Object> scaledObject(FunctionPlan plan) {
        PipelineFile.Scaling scaling = scaling(plan);
        List<Object> triggers = KedaTrigger.of(plan, scaling.target());
        // what measures the pods themselves cannot wake the first one
        int least = KedaTrigger.measuresBacklog(plan) ? 0 : 1;
        return map(
                "apiVersion",
                "keda.sh/v1alpha1",
                "kind",
                "ScaledObject",
                "metadata",
                map("name", dnsName(plan)),
                "spec",
                map(
                        "scaleTargetRef",
                        map("name", dnsName(plan)),
                        "minReplicaCount",
                        Math.max(least, scaling.min()),
                        "maxReplicaCount",
                        scaling.max(),
                        "cooldownPeriod",
                        scaling.idle().toSeconds(),
                        "triggers",
                        triggers));
    }

    private static String how(FunctionPlan plan) {
        String scaled = PolledScaling.of(plan)
                .map(PolledScaling::readme)
                .orElseGet(() -> KedaTrigger.readme(plan, polls(plan)));
        return SinkBindings.bound(plan)
                ? scaled + "\n\nThe `SinkBinding` in `kubernetes.yaml` sets `K_SINK`: say there where events go."
                : scaled;
    }

    private static String readme(FunctionPlan plan) {
        SortedSet<String> variables = variables(plan);
        String secret = variables.isEmpty()
                ? ""
                : "    kubectl create secret generic " + dnsName(plan) + "-environment"
                        + variables.stream()
                                .map(variable -> " \\\n      --from-literal=" + variable + "=...")
                                .collect(Collectors.joining())
                        + "\n";
        return """
                # %1$s

                Build the image, put it where the cluster finds it, and write its name into `kubernetes.yaml`:

                    docker build -t %2$s .
                %3$s    kubectl apply -f kubernetes.yaml

                %4$s
                """
                .formatted(Markdown.line(plan.name()), dnsName(plan), secret, how(plan));
    }
}
