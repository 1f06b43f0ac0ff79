package dev.penstock.cli.packaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Knative: the function that listens, scaled by the requests it has at once, from none. */
final class KnativeTarget implements Target {
    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    private final HttpTarget http = new HttpTarget();

    @Override
    public String name() {
        return "knative";
    }

    @Override
    public String summary() {
        return "Knative: a function that listens, scaled by its requests, with what brings its events";
    }

    @Override
    public String adapter() {
        return http.adapter();
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>(http.refusals(plan));
        refusals.addAll(KubernetesNames.refusals(plan));
        if (plan.pipeline()
                .scaling()
                .filter(scaling -> scaling.idle().compareTo(LONGEST_IDLE) > 0)
                .isPresent()) {
            refusals.add("scaling.idle: Knative keeps an idle instance for an hour at most; write idle: 1h");
        }
        return refusals;
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        output.addAll("function", function)
                .add("Dockerfile", HttpTarget.dockerfile())
                .add("knative.yaml", HttpTarget.knative(plan, KubernetesNames.dnsName(plan)))
                .add("README.md", readme(plan));
    }

    private static String readme(FunctionPlan plan) {
        String name = KubernetesNames.dnsName(plan);
        String secret = plan.variables().isEmpty()
                ? ""
                : "    kubectl create secret generic " + name + "-environment --from-literal="
                        + String.join("=... --from-literal=", plan.variables()) + "=...\n";
        return """
                # %1$s

                Build the image, put it where the cluster finds it, and write its name into `knative.yaml`:

                    docker build -t %2$s .
                %3$s    kubectl apply -f knative.yaml
                """
                .formatted(Markdown.line(plan.name()), name, secret);
    }
}
