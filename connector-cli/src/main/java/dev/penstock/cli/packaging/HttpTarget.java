package dev.penstock.cli.packaging;

import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.Shape;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A program that listens: Knative, Cloud Run, Azure custom handlers, any container platform. */
final class HttpTarget implements Target {
    private static final String POLLING =
            """
            A POST to any path tells it to poll until there is no more, or until PENSTOCK_TIMEOUT (60 s) is nearly over. It answers
            200 with a summary whose `status` is `idle`, `more` or `busy`, and 500 or 503 when something is wrong.
            `knative.yaml` and `kubernetes.yaml` hold a schedule that does it.

            """;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String summary() {
        return "a program that listens on PORT: Knative, Cloud Run, Kubernetes, or a plain machine";
    }

    @Override
    public String adapter() {
        return "http";
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        TriggerBlock trigger = TriggerBlock.of(plan);
        return trigger.isHttp() || plan.shape() == Shape.POLLING
                ? List.of()
                : List.of("source.config.kind: what listens is sent CloudEvents over HTTP, not " + trigger.kind()
                        + "; leave 'kind' out, or package for the platform that has it");
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        output.addAll("function", function)
                .add("Dockerfile", dockerfile())
                .add("knative.yaml", knative(plan, plan.label()))
                .add("kubernetes.yaml", kubernetes(plan))
                .add("README.md", readme(plan));
    }

    /** Builds an image of the function. */
    static String dockerfile() {
        return """
                FROM eclipse-temurin:21-jre
                WORKDIR /function
                COPY function/ .
                # A first start tells which classes are loaded; later ones map them from a file, which halves their time.
                RUN java %1$s -XX:ArchiveClassesAtExit=/function/classes.jsa -XX:+UseSerialGC -jar lib/function-http.jar --train
                USER 65532
                EXPOSE 8080
                ENTRYPOINT ["java", "%1$s", "-XX:SharedArchiveFile=/function/classes.jsa", "-XX:+UseSerialGC", "-jar", "lib/function-http.jar"]
                """
                .formatted(StartOptions.REFLECTION);
    }

    /** What deploys it on Knative under that name. */
    static String knative(FunctionPlan plan, String label) {
        StringBuilder yaml = new StringBuilder(
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata:
                  name: %s
                spec:
                  template:
                    metadata:
                      annotations:
                %s    spec:
                      containerConcurrency: 0
                      timeoutSeconds: 60
                      containers:
                """
                        .formatted(Yaml.quoted(label), scaling(plan)));
        SortedSet<String> variables = new TreeSet<>(plan.variables());
        boolean bound = SinkBindings.bound(plan) && variables.remove(SinkBindings.SINK); // the SinkBinding sets it
        container(label, variables, yaml);
        if (bound) {
            yaml.append(binding(label));
        }
        if (plan.shape() == Shape.TRIGGER) {
            yaml.append(
                    """
                    ---
                    apiVersion: eventing.knative.dev/v1
                    kind: Trigger
                    metadata:
                      name: %1$s
                    spec:
                      broker: "default"
                      subscriber:
                        ref:
                          apiVersion: serving.knative.dev/v1
                          kind: Service
                          name: %1$s
                      delivery:
                        retry: 10
                        backoffPolicy: exponential
                        backoffDelay: PT1S
                    """
                            .formatted(Yaml.quoted(label)));
        }
        if (plan.shape() == Shape.POLLING) {
            yaml.append(
                    """
                    ---
                    # Tells the function to poll. Invocations that overlap do no harm: one works, the others answer "busy".
                    apiVersion: sources.knative.dev/v1
                    kind: PingSource
                    metadata:
                      name: %1$s
                    spec:
                      schedule: %2$s
                      contentType: application/json
                      data: "{}"
                      sink:
                        ref:
                          apiVersion: serving.knative.dev/v1
                          kind: Service
                          name: %1$s
                    """
                            .formatted(
                                    Yaml.quoted(label),
                                    Yaml.quoted(PollSchedule.of(plan).cron())));
        }
        return yaml.toString();
    }

    /** Tells the function where events go, and what to put on them. */
    private static String binding(String label) {
        return """
                ---
                apiVersion: sources.knative.dev/v1
                kind: SinkBinding
                metadata:
                  name: %1$s
                spec:
                  subject:
                    apiVersion: serving.knative.dev/v1
                    kind: Service
                    name: %1$s
                  sink:
                    ref:
                      apiVersion: eventing.knative.dev/v1
                      kind: Broker
                      name: "default"
                """
                .formatted(Yaml.quoted(label));
    }

    private static String scaling(FunctionPlan plan) {
        PipelineFile.Scaling scaling =
                plan.pipeline().scaling().orElseGet(() -> new PipelineFile.Scaling(0, 10, 8, Duration.ofMinutes(1)));
        return """
                        autoscaling.knative.dev/min-scale: "%d"
                        autoscaling.knative.dev/max-scale: "%d"
                        autoscaling.knative.dev/target: "%d"
                        autoscaling.knative.dev/scale-to-zero-pod-retention-period: "%ds"
                """
                .formatted(
                        scaling.min(),
                        scaling.max(),
                        scaling.target(),
                        scaling.idle().toSeconds());
    }

    private static String kubernetes(FunctionPlan plan) {
        String label = Yaml.quoted(plan.label());
        StringBuilder yaml = new StringBuilder(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  labels: { app: %1$s }
                spec:
                  replicas: 1
                  selector: { matchLabels: { app: %1$s } }
                  template:
                    metadata:
                      labels: { app: %1$s }
                    spec:
                      terminationGracePeriodSeconds: 15
                      containers:
                """
                        .formatted(label));
        container(plan.label(), plan.variables(), yaml);
        yaml.append(
                """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: %1$s
                spec:
                  selector: { app: %1$s }
                  ports:
                    - port: 80
                      targetPort: 8080
                """
                        .formatted(label));
        if (plan.shape() == Shape.POLLING) {
            yaml.append(
                    """
                    ---
                    # Tells the function to poll. Invocations that overlap do no harm: one works, the others answer "busy".
                    apiVersion: batch/v1
                    kind: CronJob
                    metadata:
                      name: %1$s
                    spec:
                      schedule: %2$s
                      concurrencyPolicy: Forbid
                      jobTemplate:
                        spec:
                          backoffLimit: 0
                          template:
                            spec:
                              restartPolicy: Never
                              containers:
                                - name: poll
                                  image: "curlimages/curl:8.11.1"
                                  args: ["--fail-with-body", "--max-time", "75", "-X", "POST", %3$s]
                                  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true }
                    """
                            .formatted(
                                    label,
                                    Yaml.quoted(PollSchedule.of(plan).cron()),
                                    Yaml.quoted("http://" + plan.label() + "/")));
        }
        return yaml.toString();
    }

    private static void container(String label, SortedSet<String> variables, StringBuilder yaml) {
        yaml.append(
                """
                        - name: function
                          image: %s
                          ports: [{ containerPort: 8080 }]
                          readinessProbe: { httpGet: { path: /health/ready, port: 8080 } }
                          livenessProbe: { httpGet: { path: /health/live, port: 8080 } }
                          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true }
                """
                        .formatted(Yaml.quoted(label + ":latest")));
        if (!variables.isEmpty()) {
            yaml.append("          env:\n");
            for (String variable : variables) {
                yaml.append("            - name: ")
                        .append(Yaml.quoted(variable))
                        .append('\n');
                yaml.append("              valueFrom: { secretKeyRef: { name: ")
                        .append(Yaml.quoted(label + "-environment"))
                        .append(", key: ")
                        .append(Yaml.quoted(variable))
                        .append(" } }\n");
            }
        }
    }

    private static String readme(FunctionPlan plan) {
        String variables = plan.variables().isEmpty()
                ? ""
                : "\nIt needs these environment variables: `" + String.join("`, `", plan.variables()) + "`.\n";
        if (SinkBindings.bound(plan)) {
            variables += "\nOn Knative the `SinkBinding` in `knative.yaml` sets `K_SINK`: say there where events go.\n";
        }
        return """
                # %1$s

                Run it on this machine, with Java 17 or newer:

                    cd function && PORT=8080 java -jar lib/function-http.jar

                Build an image and run it as a Knative service (`knative.yaml`) or a plain deployment (`kubernetes.yaml`):

                    docker build -t %2$s .
                    kubectl apply -f knative.yaml
                %3$s
                %4$s`/health/live` and `/health/ready` tell how it is doing. SIGTERM ends it in order.
                """
                .formatted(
                        plan.name(),
                        plan.label(),
                        variables + SecretsNote.of(plan),
                        plan.shape() == Shape.POLLING ? POLLING : "");
    }
}
