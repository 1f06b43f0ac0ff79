package dev.penstock.cli.packaging;

import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Google Cloud Functions: a directory to deploy as it is, and the command that does it. */
final class GoogleTarget implements Target {
    private static final String EVENTS = "dev.penstock.function.google.PenstockCloudEvents";
    private static final String REQUESTS = "dev.penstock.function.google.PenstockHttp";
    private static final List<String> KINDS = List.of("events", "s3", "schedule");

    @Override
    public String name() {
        return "google-cloud";
    }

    @Override
    public String summary() {
        return "Google Cloud Functions of the second generation, behind Eventarc or HTTP";
    }

    @Override
    public String adapter() {
        return "google-cloud";
    }

    @Override
    public boolean stopsAfterAnswer() {
        return true;
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>();
        TriggerBlock trigger = TriggerBlock.of(plan);
        if (!KINDS.contains(trigger.kind())) {
            refusals.add("source.config.kind: Google Cloud Functions have no trigger of kind " + trigger.kind()
                    + "; let Eventarc bring the events, with 'kind: events'");
        }
        if (trigger.kind().equals("s3") && trigger.text("resource").isEmpty()) {
            refusals.add("source.config.resource: missing; name the bucket");
        }
        for (String variable : plan.variables()) {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                refusals.add("${env:" + variable + "}: no environment variable there can have this name; use letters,"
                        + " digits and _");
            }
        }
        return refusals;
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        // The platform wants one jar at the top; its class path names the others.
        FileTree jar = ClassPathJar.of(function.paths().stream()
                .filter(path -> path.startsWith("lib/"))
                .toList());
        output.addAll("function", function).addZip("function/function.jar", jar).add("README.md", readme(plan));
    }

    private static String readme(FunctionPlan plan) {
        boolean http = isHttp(plan);
        String retries = plan.shape() == Shape.POLLING
                ? "Cloud Scheduler invokes it, and each time it polls until there is no more or its time is nearly over. An"
                        + " invocation that fails is answered 500 or 503, and the job shows it as failed."
                : http
                        ? "Whoever calls the function sends again what is answered with 503."
                        : "`--retry` has Eventarc send an event again until the function has delivered it; without it, what fails once is lost.";
        String secrets = plan.variables().isEmpty()
                ? ""
                : """

                  Its environment variables come out of Secret Manager, under the names that the command gives them: make these
                  secrets first. Nothing in this directory holds a value of one.
                  """;
        secrets += SecretsNote.of(plan);
        String kept = http
                ? ""
                : """

                  The framework parses an event before the function has it: its attributes and the meaning of its data pass
                  through, the bytes of its data may change, spaces in JSON for one. With `--entry-point=%s`
                  and an HTTP trigger events pass through byte for byte, and several may come in one request.
                  """
                        .formatted(REQUESTS);
        return """
                # %s

                Deploy it from this directory:

                %s

                %s
                %s%s
                Run it on this machine with the framework's invoker, `com.google.cloud.functions.invoker:java-function-invoker`:

                    cd function && java -jar java-function-invoker.jar --classpath function.jar --target %s
                """
                .formatted(Markdown.line(plan.name()), command(plan), retries, secrets, kept, http ? REQUESTS : EVENTS);
    }

    private static boolean isHttp(FunctionPlan plan) {
        return plan.shape() != Shape.TRIGGER;
    }

    private static String command(FunctionPlan plan) {
        PipelineFile.Scaling scaling =
                plan.pipeline().scaling().orElseGet(() -> new PipelineFile.Scaling(0, 10, 8, Duration.ofMinutes(1)));
        List<String> words = new ArrayList<>(List.of(
                "gcloud functions deploy " + name(plan),
                "--gen2 --runtime=java21 --source=function",
                "--entry-point=" + (isHttp(plan) ? REQUESTS : EVENTS),
                "--cpu=1 --memory=512Mi --timeout=60s",
                "--min-instances=" + scaling.min() + " --max-instances=" + scaling.max() + " --concurrency="
                        + scaling.target(),
                trigger(plan)));
        if (!plan.variables().isEmpty()) {
            words.add(plan.variables().stream()
                    .map(variable -> variable + "=" + name(plan) + "-"
                            + variable.toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ":latest")
                    .collect(Collectors.joining(",", "--set-secrets=", "")));
        }
        String command = "    " + String.join(" \\\n      ", words);
        if (plan.shape() == Shape.POLLING) {
            return command + "\n" + pollingJob(plan);
        }
        return TriggerBlock.of(plan).kind().equals("schedule")
                ? "    gcloud pubsub topics create " + topic(plan) + "\n" + command + "\n" + job(plan)
                : command;
    }

    private static String trigger(FunctionPlan plan) {
        TriggerBlock trigger = TriggerBlock.of(plan);
        if (plan.shape() == Shape.WEBHOOK) {
            return "--trigger-http --allow-unauthenticated";
        }
        if (plan.shape() == Shape.POLLING) {
            return "--trigger-http --no-allow-unauthenticated";
        }
        String resource = trigger.text("resource").orElse("");
        return switch (trigger.kind()) {
            case "schedule" -> "--retry --trigger-topic=" + topic(plan);
            case "s3" -> "--retry --trigger-bucket=" + Shell.quoted(resource);
            default ->
                resource.isEmpty()
                        ? "--retry --trigger-event-filters=type=EVENT_TYPE"
                        : "--retry --trigger-topic=" + Shell.quoted(resource);
        };
    }

    /** A schedule publishes a message, so that each event has an id of its own and is repeated until it is delivered. */
    private static String job(FunctionPlan plan) {
        String schedule = TriggerBlock.of(plan).text("schedule").orElse("*/5 * * * *");
        return "    gcloud scheduler jobs create pubsub " + name(plan) + " --schedule=" + Shell.quoted(schedule)
                + " --topic=" + topic(plan) + " --message-body=tick";
    }

    /** The account that invokes needs the role run.invoker. */
    private static String pollingJob(FunctionPlan plan) {
        return "    gcloud scheduler jobs create http " + name(plan) + " --schedule="
                + Shell.quoted(PollSchedule.of(plan).cron())
                + " \\\n      --uri=\"$(gcloud functions describe " + name(plan)
                + " --gen2 --format='value(serviceConfig.uri)')\" \\\n"
                + "      --http-method=POST --attempt-deadline=90s --max-retry-attempts=0 \\\n"
                + "      --oidc-service-account-email=SERVICE_ACCOUNT";
    }

    private static String topic(FunctionPlan plan) {
        return name(plan) + "-schedule";
    }

    /** Names of functions begin with a letter. */
    private static String name(FunctionPlan plan) {
        String label = plan.label();
        return Character.isDigit(label.charAt(0)) ? "penstock-" + label : label;
    }
}
