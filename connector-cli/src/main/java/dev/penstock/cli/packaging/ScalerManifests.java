package dev.penstock.cli.packaging;

import static dev.penstock.cli.packaging.YamlTree.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scaler beside a pipeline: a small pod of the same image that measures its source and delivers nothing. */
final class ScalerManifests {
    static final int PORT = 9091;

    private final FunctionPlan plan;
    private final String name;

    ScalerManifests(FunctionPlan plan) {
        this.plan = plan;
        this.name = KubernetesNames.scalerName(plan);
    }

    Map<String, Object> deployment(String file) {
        return map(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                map("name", name, "labels", map("app", name)),
                "spec",
                map(
                        "replicas",
                        1,
                        "selector",
                        map("matchLabels", map("app", name)),
                        "template",
                        map(
                                "metadata",
                                map("labels", map("app", name)),
                                "spec",
                                map(
                                        "containers",
                                        List.of(container(file)),
                                        "volumes",
                                        List.of(map("name", "tmp", "emptyDir", map()))))));
    }

    private Map<String, Object> container(String file) {
        Map<String, Object> container = map(
                "name",
                "scaler",
                "image",
                KubernetesNames.dnsName(plan) + ":latest",
                "command",
                List.of(
                        "java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dpenstock.home=/penstock",
                        "-cp",
                        "lib/connector-cli.jar",
                        "dev.penstock.cli.PenstockCommand",
                        "scaler",
                        "pipelines/" + file,
                        "--listen",
                        "0.0.0.0:" + PORT,
                        "--log-format",
                        "json"),
                "ports",
                List.of(map("containerPort", PORT)),
                "readinessProbe",
                map("tcpSocket", map("port", PORT)),
                "resources",
                map("requests", map("cpu", "50m", "memory", "128Mi"), "limits", map("memory", "256Mi")),
                "securityContext",
                map("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "runAsNonRoot", true),
                "volumeMounts",
                List.of(map("name", "tmp", "mountPath", "/tmp")));
        List<Object> environment = new ArrayList<>();
        // I7: whoever measures has no use for the secrets of sinks
        FunctionPackager.measuringVariables(plan.pipeline())
                .forEach(variable -> environment.add(KubernetesNames.variable(plan, variable)));
        if (!environment.isEmpty()) {
            container.put("env", environment);
        }
        return container;
    }

    Map<String, Object> service() {
        return map(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                map("name", name),
                "spec",
                map(
                        "selector",
                        map("app", name),
                        "ports",
                        List.of(map("name", "grpc", "port", PORT, "targetPort", PORT))));
    }
}
